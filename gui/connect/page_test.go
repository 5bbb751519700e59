package connect

import (
	"context"
	"errors"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
	"restante/gui/widget"
	"restante/messaging/remote"
)

const (
	host  = "shop.example:4002"
	print = "AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99"
)

var (
	unknown = &remote.UnknownCertificate{Host: "shop.example", Fingerprint: print}
	changed = &remote.ChangedCertificate{Host: "shop.example", Known: print, Fingerprint: strings.ReplaceAll(print, "A", "9")}
	version = &remote.VersionError{Host: host, Server: remote.Hello{Version: "x", Program: "restante 9"}}
)

// desk is the page in a window.
type desk struct {
	t *testing.T
	fyne.Canvas
	tried []Answers
	fails []error // of the next attempts
	quit  bool
}

func newDesk(t *testing.T, why error, look string, size fyne.Size) *desk {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(widget.Theme{Only: look})
	d := &desk{t: t}
	p := New(Options{Host: host, Canvas: func() fyne.Canvas { return d.Canvas }, Open: d.open, Quit: func() { d.quit = true }}, why)
	w := test.NewTempWindow(t, p.Object)
	w.Resize(size)
	d.Canvas = w.Canvas()
	p.Start()
	return d
}

func (d *desk) open(a Answers, failed func(error)) {
	d.tried = append(d.tried, a)
	if len(d.fails) > 0 {
		why := d.fails[0]
		d.fails = d.fails[1:]
		failed(why)
	}
}

func (d *desk) press(name string) { guitest.Press(d.t, d.Canvas, name) }

func (d *desk) wants(text string) {
	d.t.Helper()
	guitest.WantSaid(d.t, d.Canvas, text)
}

func (d *desk) key(name fyne.KeyName) {
	if f := d.Focused(); f != nil {
		f.TypedKey(&fyne.KeyEvent{Name: name})
		return
	}
	d.OnTypedKey()(&fyne.KeyEvent{Name: name})
}

var small = fyne.NewSize(900, 620)

// TestTheFirstTime pastes a token, which the server does not take, then another, and sees
// to the certificate.
func TestTheFirstTime(t *testing.T) {
	d := newDesk(t, remote.ErrNoToken, "light", small)
	d.wants("Connect to " + host)
	d.fails = []error{remote.ErrToken, unknown}
	test.Type(d.Focused(), "abc")
	d.key(fyne.KeyReturn)
	d.wants("The server does not take this token.")
	test.Type(d.Focused(), "abd")
	d.key(fyne.KeyReturn)
	d.wants("Is this your server?")
	d.wants("AA BB CC DD EE FF 00 11 22 33 44 55 66 77 88 99")
	d.press("It is the same: connect")
	d.wants("One moment…")
	want := []Answers{{Token: "abc"}, {Token: "abd"}, {Token: "abd", Trust: print}}
	if len(d.tried) != 3 || d.tried[0] != want[0] || d.tried[1] != want[1] || d.tried[2] != want[2] {
		t.Errorf("it tried %+v", d.tried)
	}
	d.press("It is the same: connect")
	if len(d.tried) != 3 {
		t.Error("it tries while it tries")
	}
}

// TestAnotherCertificate is refused: nothing goes on but to forget the server.
func TestAnotherCertificate(t *testing.T) {
	d := newDesk(t, changed, "light", small)
	d.wants("This is not the server of before")
	d.fails = []error{changed, remote.ErrNoToken}
	d.press("Try again")
	d.wants("This is not the server of before")
	d.press("Forget this server, and begin anew…")
	d.wants("Connect to " + host)
	if d.tried[0] != (Answers{}) || d.tried[1] != (Answers{Forget: true}) {
		t.Errorf("it tried %+v", d.tried)
	}
	d.press("Quit")
	if !d.quit {
		t.Error("one cannot quit")
	}
}

func TestWhyItDoesNotConnect(t *testing.T) {
	for why, says := range map[error][2]string{
		version:                          {"Window and server differ", "runs restante 9, which"},
		&remote.VersionError{Host: host}: {"Window and server differ", "serves no windows"},
		errors.New("no route to host"):   {host + " does not answer", "no route to host"},
	} {
		newDesk(t, why, "light", small).wants(says[0])
		if got := Problem(why); !strings.Contains(got, says[1]) {
			t.Errorf("%v is told as %q", why, got)
		}
	}
	for says, e := range map[string]remote.Away{
		"Connection to " + host + " lost, trying again":                                             {Host: host},
		"Not connected to " + host + ": The server does not take this token. Quit and start again.": {Host: host, Why: remote.ErrToken},
	} {
		if got := Away(e); got != says {
			t.Errorf("got %q, want %q", got, says)
		}
	}
	if says := Problem(errors.Join(remote.ErrKeyring, context.DeadlineExceeded)); !strings.Contains(says, "only until you quit") {
		t.Error(says)
	}
}

// TestShots draws the page for eyes, into $RESTANTE_SHOTS.
func TestShots(t *testing.T) {
	dir := os.Getenv("RESTANTE_SHOTS")
	for name, why := range map[string]error{"token": remote.ErrNoToken, "token-wrong": remote.ErrToken, "unknown": unknown, "changed": changed,
		"version": version, "away": errors.New("dial tcp 203.0.113.7:4002: connect: no route to host")} {
		for _, look := range []string{"light", "dark"} {
			d := newDesk(t, why, look, small)
			shot := d.Capture()
			if dir == "" {
				continue
			}
			f, err := os.Create(filepath.Join(dir, "connect-"+name+"-"+look+".png"))
			if err == nil {
				err = errors.Join(png.Encode(f, shot), f.Close())
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
}
