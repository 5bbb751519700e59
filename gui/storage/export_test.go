package storage

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"restante/gui/guitest"
)

// The table has a line for each place of each message, and no formulas.
func TestExport(t *testing.T) {
	d := newDesk(t, guitest.Stored())
	d.world.Contact(guitest.ID("Tomás Rivera")).Name = "=HYPERLINK(\"https://x\";\"Tomás\")"
	d.path = filepath.Join(t.TempDir(), "table.csv")
	d.press("Export")
	b, err := os.ReadFile(d.path)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(b), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var places []string
	for _, l := range lines[1:] {
		if l[2] == "'=HYPERLINK(\"https://x\";\"Tomás\")" {
			places = append(places, l[7]+" "+l[4])
		}
	}
	if len(places) != 3 || places[0] != "This computer stored" || places[2] != "Costa bucket stored" {
		t.Errorf("it says %q", lines)
	}
	if d.notice != "Saved as table.csv" {
		t.Errorf("it says %q", d.notice)
	}
	d.press("Export") // what is there stays
	if again, err := os.ReadFile(d.path); err != nil || string(again) != string(b) || d.notice == "Saved as table.csv" {
		t.Errorf("%v, it says %q", err, d.notice)
	}
}
