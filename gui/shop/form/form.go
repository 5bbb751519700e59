// Package form is fields under their names, with what is wrong below them.
//
//	f := form.New()
//	title := f.Field("title", lang.L("Title"), "")
//	...
//	f.Refuse(err) // *listing.Invalid{Field: "title"}: said below the title
//
// A name is that of the core's field, such as "variants[2].price". What is wrong with
// a field that is not there is said below the nearest one that holds it, "variants[2]"
// or "variants", or else over the buttons.
package form

import (
	"errors"
	"strings"

	"fyne.io/fyne/v2"

	"restante/gui/widget"
	"restante/messaging/storefront/listing"
)

// Form is the fields of a page, or of a card over it.
type Form struct {
	Rest *fyne.Container // what is wrong with no field in particular

	wrong map[string]*fyne.Container
	focus map[string]fyne.Focusable
}

// New makes an empty form.
func New() *Form {
	return &Form{Rest: widget.Col(0), wrong: map[string]*fyne.Container{}, focus: map[string]fyne.Focusable{}}
}

// Focuser is a control that has something that takes the keyboard.
type Focuser interface{ Focusable() fyne.Focusable }

// Put is a control under its name; hint may be "".
func (f *Form) Put(name, label, hint string, control fyne.CanvasObject) fyne.CanvasObject {
	col := widget.Col(5, widget.Flow(label, 12.5, widget.Foreground).Bold(), control, f.Hold(name, control))
	if hint != "" {
		col.Add(widget.Flow(hint, 12, widget.Muted))
	}
	return col
}

// Hold is the place where it is said what is wrong with a name.
func (f *Form) Hold(name string, control fyne.CanvasObject) *fyne.Container {
	place := widget.Col(0)
	place.Hide()
	f.wrong[name] = place
	switch c := control.(type) {
	case Focuser:
		f.focus[name] = c.Focusable()
	case fyne.Focusable:
		f.focus[name] = c
	}
	return place
}

// Focus gives the keyboard to a control when something is wrong with a name.
func (f *Form) Focus(name string, c Focuser) { f.focus[name] = c.Focusable() }

// Field is a line to type in.
func (f *Form) Field(name, label, example, hint string) (*widget.Field, fyne.CanvasObject) {
	one := widget.NewField(example, "", 40, nil)
	return one, f.Put(name, label, hint, one)
}

// Clear takes away what was wrong.
func (f *Form) Clear() {
	for _, place := range f.wrong {
		place.Objects = nil
		place.Hide()
	}
	f.Rest.Objects = nil
	f.Rest.Refresh()
}

// Refuse says what is wrong where it is, and gives what takes the keyboard there.
func (f *Form) Refuse(err error) fyne.Focusable {
	f.Clear()
	var at *listing.Invalid
	if !errors.As(err, &at) {
		f.Rest.Objects = []fyne.CanvasObject{widget.Flow(Problem(err), 13, widget.Bad)}
		f.Rest.Refresh()
		return nil
	}
	return f.Say(at.Field, Why(at.Why))
}

// Say says a sentence below a field.
func (f *Form) Say(name, sentence string) fyne.Focusable {
	for at := name; at != ""; at = shorter(at) {
		place := f.wrong[at]
		if place == nil {
			continue
		}
		row := widget.RowFill(6, widget.Col(0, widget.Gap(0, 1), widget.NewIcon("circle-alert", widget.Bad, 14)), widget.Grow(widget.Flow(sentence, 12, widget.Bad)))
		place.Objects = []fyne.CanvasObject{row}
		place.Show()
		place.Refresh()
		return f.focus[at]
	}
	f.Rest.Objects = []fyne.CanvasObject{widget.Flow(name+": "+sentence, 13, widget.Bad)}
	f.Rest.Refresh()
	return nil
}

// shorter is the name of what holds a field.
func shorter(name string) string {
	if i := strings.LastIndexAny(name, ".["); i >= 0 {
		return name[:i]
	}
	return ""
}
