package settings

import (
	"runtime/debug"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"restante/assets"
	"restante/gui/widget"
)

// Build is what the program was made of.
type Build struct {
	Version string
	Parts   []Part
}

// Part is one of the things that it was made with.
type Part struct{ Name, Version string }

// told are the modules whose versions are asked for when something goes wrong.
var told = []struct{ name, path string }{
	{"Fyne", "fyne.io/fyne/v2"}, {"libp2p", "github.com/libp2p/go-libp2p"},
	{"Boxo", "github.com/ipfs/boxo"}, {"SQLite", "modernc.org/sqlite"},
}

// BuildOf reads what the linker noted; info may be nil.
func BuildOf(version string, info *debug.BuildInfo) Build {
	b := Build{Version: version}
	if info == nil {
		return b
	}
	b.Parts = append(b.Parts, Part{"Go", strings.TrimPrefix(info.GoVersion, "go")})
	for _, t := range told {
		for _, m := range info.Deps {
			if m.Path == t.path {
				b.Parts = append(b.Parts, Part{t.name, strings.TrimPrefix(m.Version, "v")})
			}
		}
	}
	return b
}

// String is what goes into a report.
func (b Build) String() string {
	s := "Restante " + b.Version
	for _, x := range b.Parts {
		s += "\n" + x.Name + " " + x.Version
	}
	return s
}

// about is versions and licences.
func (p *Page) about() fyne.CanvasObject {
	text := widget.Col(2, widget.Strong("Restante", 18), widget.Flow(lang.L("Mail that waits for you until you come for it."), 13, widget.Muted))
	rows := []fyne.CanvasObject{
		widget.Pad(8, 0, widget.RowFill(14, widget.Col(0, widget.Fixed(44, 44, widget.Logo(44))), widget.Grow(text))),
		fact(lang.L("Version"), p.o.Build.Version),
	}
	for _, x := range p.o.Build.Parts {
		rows = append(rows, fact(x.Name, x.Version))
	}
	copyAll := widget.NewButton(lang.L("Copy versions"), "copy", widget.Quiet, func() { p.copy(p.o.Build.String()) })
	built := widget.Flow(lang.L("Built from standard parts, not audited."), 12, widget.Muted)
	rows = append(rows, widget.Inset(12, 0, 0, 0, widget.Col(12, built, widget.Left(copyAll))))
	return cards(card("info", lang.L("This program"), rows...), licences())
}

func fact(name, value string) fyne.CanvasObject {
	return widget.Least(0, 38, widget.Pad(6, 0, widget.Beside(widget.Flow(name, 13.5, widget.Foreground), widget.Caption(value, 13))))
}

// licences lists all that is linked in, with its licence.
func licences() fyne.CanvasObject {
	column := widget.Col(0, widget.Inset(2, 8, 0, 0, widget.Flow(lang.L("Restante is made with the work of many. The full texts come with each package."), 12.5, widget.Muted)))
	for _, n := range assets.Notice() {
		name := widget.Label(n.Name, 12.5).Cut()
		column.Add(widget.Least(0, 26, widget.Row(12, widget.Grow(widget.Wide(name)), widget.Caption(n.Licence, 12))))
	}
	return card("file-text", lang.L("Licences"), column)
}
