package storage

import (
	"cmp"
	"maps"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/offline/provider/depot"
)

// entries are the controls for the fields of a kind.
type entries struct {
	kind  depot.Kind
	rows  []fyne.CanvasObject
	lines map[string]*widget.Field
	picks map[string]*widget.Select
	known depot.Settings
}

// shortHint is how long an example may be to stand in the field itself.
const shortHint = 40

// entries makes them; known are settings that are there already.
func (s *sheet) entries(k depot.Kind, known depot.Settings) *entries {
	e := &entries{kind: k, known: known, lines: map[string]*widget.Field{}, picks: map[string]*widget.Select{}}
	for _, f := range k.Fields {
		if !fromBrowser(k, f) {
			e.rows = append(e.rows, s.entry(e, f))
		}
	}
	return e
}

// fromBrowser tells fields that nobody types: the connection brings them.
func fromBrowser(k depot.Kind, f depot.Field) bool { return k.Connect != nil && f.Secret }

// fixed tells fields of an account that is there which name its place.
func (e *entries) fixed(f depot.Field) bool { return f.Place && len(e.known) > 0 }

// entry is one field under its name, with the hint in it or below it.
func (s *sheet) entry(e *entries, f depot.Field) fyne.CanvasObject {
	if e.fixed(f) {
		return labelled(said(f.Label), widget.Para(cmp.Or(widget.Clean(e.known[f.Name]), "–"), 13.5, sheetWide, widget.Foreground))
	}
	name, hint := said(f.Label), said(f.Hint)
	if f.Optional {
		name = lang.L("{{.Field}} (optional)", words{"Field": name})
	}
	var below []fyne.CanvasObject
	if len(f.Choices) > 0 || len([]rune(hint)) > shortHint {
		below, hint = []fyne.CanvasObject{widget.Para(hint, 12, sheetWide, widget.Muted)}, ""
	}
	if len(f.Choices) > 0 {
		return labelled(name, widget.Left(e.pick(f)), below...)
	}
	secret := ""
	if f.Secret {
		secret = lang.L("Show what is typed")
	}
	line := s.field(secret, hint)
	line.SetText(e.known[f.Name])
	e.lines[f.Name] = line
	return labelled(name, line, below...)
}

func (e *entries) pick(f depot.Field) *widget.Select {
	var all []string
	at := 0
	for i, c := range f.Choices {
		all = append(all, said(c))
		if c == e.known[f.Name] {
			at = i
		}
	}
	s := widget.NewSelect(said(f.Label), all, func(int) {})
	s.Choose(at)
	e.picks[f.Name] = s
	return s
}

// read gives what was entered, or the name of a field that lacks.
func (e *entries) read() (all depot.Settings, missing string) {
	all = maps.Clone(e.known)
	for _, f := range e.kind.Fields {
		line, typed := e.lines[f.Name]
		switch {
		case fromBrowser(e.kind, f), e.fixed(f):
		case typed && strings.TrimSpace(line.Text()) == "" && !f.Optional && missing == "":
			missing = said(f.Label)
		case typed && f.Secret && line.Text() == "": // of an account that is there it stays as it is
		case typed:
			all[f.Name] = strings.TrimSpace(line.Text())
		default:
			all[f.Name] = f.Choices[e.picks[f.Name].Chosen()]
		}
	}
	return all, missing
}
