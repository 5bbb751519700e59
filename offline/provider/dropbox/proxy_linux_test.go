package dropbox_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"

	"restante/offline/provider/depot"
	"restante/offline/provider/dropbox"
	"restante/offline/provider/dropbox/dropboxtest"
	"restante/offline/provider/fetch"
)

// inside holds the settings for the process that TestRealProcess starts.
const inside = "DROPBOX_TEST_SETTINGS"

// TestRealProcess: a process that knows nothing of the fake, with the default client
// and TLS, is led to it by its environment. What it puts is fetched from the address
// that it prints.
func TestRealProcess(t *testing.T) {
	if text := os.Getenv(inside); text != "" {
		asProcess(t, text)
		return
	}
	s := dropboxtest.Start(t)
	s.PlainLinks()
	settings, err := json.Marshal(s.Settings())
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestRealProcess$", "-test.v")
	cmd.Env = append(append(os.Environ(), s.Env(t)...), inside+"="+string(settings))
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	_, printed, _ := strings.Cut(string(out), "PLACED ")
	printed, _, _ = strings.Cut(printed, "\n")
	var placed placed
	if err := json.Unmarshal([]byte(printed), &placed); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	recipient := fetch.New(fetch.Options{Loopback: true})
	if _, err := recipient.Get(t.Context(), placed.CID, depot.MaxBlock, placed.Addrs); err != nil {
		t.Errorf("fetching: %v", err)
	}
}

// placed is what the process prints.
type placed struct {
	depot.Ref
	Addrs []string
}

func asProcess(t *testing.T, text string) {
	var settings depot.Settings
	if err := json.Unmarshal([]byte(text), &settings); err != nil {
		t.Fatal(err)
	}
	d, err := dropbox.Kind.Open(settings, depot.Deps{Loopback: true})
	if err != nil {
		t.Fatal(err)
	}
	r, _ := put(t, d)
	place, err := d.Locate(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	line, err := json.Marshal(placed{r, place.Addrs})
	if err != nil {
		t.Fatal(err)
	}
	os.Stdout.WriteString("PLACED " + string(line) + "\n")
}
