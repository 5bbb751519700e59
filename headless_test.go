package main

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestHeadless keeps Fyne and C out of the build without a window: it is what
// runs on servers, and it has to build where there is no C compiler.
func TestHeadless(t *testing.T) {
	t.Parallel()
	for _, p := range dependencies(t, "headless") {
		if why := headlessFault(p); why != "" {
			t.Errorf("the headless build has %s: %s", p.ImportPath, why)
		}
	}
	build := exec.Command("go", "build", "-tags", "headless", "-o", os.DevNull, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Errorf("building without C: %v\n%s", err, out)
	}
}

func TestHeadlessFindsFaults(t *testing.T) {
	for _, p := range []dependency{
		{ImportPath: "fyne.io/fyne/v2/app"},
		{ImportPath: "github.com/go-gl/gl/v2.1/gl", Incomplete: true},
		{ImportPath: "restante/gui"},
	} {
		if headlessFault(p) == "" {
			t.Errorf("%+v was not found", p)
		}
	}
	if why := headlessFault(dependency{ImportPath: "net/http"}); why != "" {
		t.Errorf("net/http: %s", why)
	}
}

type dependency struct {
	ImportPath string
	Incomplete bool
}

func headlessFault(p dependency) string {
	switch {
	case strings.HasPrefix(p.ImportPath, "fyne.io/"):
		return "it draws"
	case inModule(p.ImportPath) && layer(p.ImportPath) == "gui":
		return "it is the window"
	case p.Incomplete:
		return "it needs C"
	}
	return ""
}

// dependencies lists everything that main is built from with CGO_ENABLED=0.
func dependencies(t *testing.T, tags string) (all []dependency) {
	t.Helper()
	cmd := exec.Command("go", "list", "-e", "-deps", "-tags", tags, "-json=ImportPath,Incomplete", ".")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p dependency
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}
