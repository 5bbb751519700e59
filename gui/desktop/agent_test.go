package desktop

import (
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
)

func TestTheAgentOfMacOS(t *testing.T) {
	l := Login{ID: "org.restante.Restante", Name: "Restante", Command: []string{"/Applications/My Apps/Restante", "--hidden", "--data", `/tmp/<a> & "b"`}}
	got := words(t, l.agent())
	want := append([]string{"Label", l.ID, "ProgramArguments"}, l.Command...)
	want = append(want, "RunAtLoad", "LimitLoadToSessionType", "Aqua")
	if !slices.Equal(got, want) {
		t.Errorf("it says %q, want %q", got, want)
	}
}

// words are the texts of an XML file, in order.
func words(t *testing.T, s string) (all []string) {
	t.Helper()
	for d := xml.NewDecoder(strings.NewReader(s)); ; {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		if c, ok := tok.(xml.CharData); ok && strings.TrimSpace(string(c)) != "" {
			all = append(all, string(c))
		}
	}
}
