package assets

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// TestEveryModuleIsListed compares the list with what is linked on each system.
func TestEveryModuleIsListed(t *testing.T) {
	linked := []string{}
	for _, system := range []string{"linux", "windows", "darwin"} {
		c := exec.CommandContext(t.Context(), "go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}{{end}}{{end}}", ".")
		c.Dir, c.Env = "..", append(os.Environ(), "GOOS="+system, "CGO_ENABLED=1", "GOFLAGS=")
		out, err := c.Output()
		if err != nil {
			t.Fatalf("%v: %v", c, err)
		}
		linked = append(linked, strings.FieldsFunc(string(out), func(r rune) bool { return r == '\n' })...)
	}
	var listed []string
	for _, m := range Notice() {
		listed = append(listed, m.Name)
		if m.Licence == "" {
			t.Errorf("%s has no licence", m.Name)
		}
		if strings.Contains(m.Name, "/") && !slices.Contains(linked, m.Name) {
			t.Errorf("%s is listed and not linked; run make generate", m.Name)
		}
	}
	for _, m := range linked {
		if !slices.Contains(listed, m) {
			t.Errorf("%s is linked and not listed; run make generate", m)
			listed = append(listed, m)
		}
	}
	for _, s := range []string{"Inter, the font", "Lucide, the icons"} {
		if !slices.Contains(listed, s) {
			t.Errorf("%s is not listed", s)
		}
	}
}
