package guitest

import (
	"bytes"
	"cmp"
	"io"
	"log"
	"os"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/test"

	"restante/assets"
)

// Run runs a package's tests with the translations, and fails them if Fyne
// complained about a call from the wrong goroutine. They are in English;
// RESTANTE_SHOTS_LANG is for the pictures.
func Run(m *testing.M) int {
	var out bytes.Buffer
	log.SetOutput(io.MultiWriter(os.Stderr, &out))
	speak(cmp.Or(os.Getenv("RESTANTE_SHOTS_LANG"), "en"))
	if err := lang.AddTranslationsFS(assets.Files, "translations"); err != nil {
		log.Print(err)
		return 1
	}
	code := m.Run()
	if strings.Contains(out.String(), "Error in Fyne call thread") {
		return 1
	}
	return code
}

// speak makes it the system's language, whatever the system says.
func speak(language string) {
	os.Setenv("LC_ALL", language+".UTF-8")
	os.Setenv("LANGUAGE", language)
}

// named is what widgets with a name offer to assistive tools, and to tests.
type named interface{ AccessibilityLabel() string }

// Find gives the first visible widget of that name and kind.
func Find[T fyne.CanvasObject](o fyne.CanvasObject, name string) (found T, ok bool) {
	walk(o, func(x fyne.CanvasObject) bool {
		n, isNamed := x.(named)
		if w, isKind := x.(T); !ok && isNamed && isKind && n.AccessibilityLabel() == name {
			found, ok = w, true
		}
		return !ok
	})
	return found, ok
}

// All gives the visible widgets of a kind, from the top.
func All[T fyne.CanvasObject](o fyne.CanvasObject) (found []T) {
	walk(o, func(x fyne.CanvasObject) bool {
		if w, isKind := x.(T); isKind {
			found = append(found, w)
		}
		return true
	})
	return found
}

// Press taps the first visible button of that English name, on top of the page first.
func Press(t testing.TB, c fyne.Canvas, name string) {
	t.Helper()
	roots := append([]fyne.CanvasObject{c.Content()}, c.Overlays().List()...)
	for i := len(roots) - 1; i >= 0; i-- {
		if w, ok := Find[tappable](roots[i], lang.L(name)); ok {
			test.Tap(w)
			return
		}
	}
	t.Fatalf("no button %q", name)
}

type tappable interface {
	fyne.CanvasObject
	fyne.Tappable
	Disabled() bool
}

// Says tells whether a visible text is on the canvas.
func Says(c fyne.Canvas, text string) bool {
	for _, root := range append([]fyne.CanvasObject{c.Content()}, c.Overlays().List()...) {
		if _, ok := Find[fyne.CanvasObject](root, text); ok {
			return true
		}
	}
	return false
}

// WantSaid wants each text visible on the canvas.
func WantSaid(t testing.TB, c fyne.Canvas, all ...string) {
	t.Helper()
	for _, s := range all {
		if !Says(c, s) {
			t.Errorf("the page does not say %q", s)
		}
	}
}

// WantSilent wants none of the texts visible on the canvas.
func WantSilent(t testing.TB, c fyne.Canvas, all ...string) {
	t.Helper()
	for _, s := range all {
		if Says(c, s) {
			t.Errorf("the page says %q", s)
		}
	}
}

// walk visits everything visible until f says to stop.
func walk(o fyne.CanvasObject, f func(fyne.CanvasObject) bool) {
	if o == nil || !o.Visible() || !f(o) {
		return
	}
	switch x := o.(type) {
	case *fyne.Container:
		for _, c := range x.Objects {
			walk(c, f)
		}
	case fyne.Widget:
		for _, c := range test.WidgetRenderer(x).Objects() {
			walk(c, f)
		}
	}
}
