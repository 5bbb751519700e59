package web

import (
	"errors"
	"os"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"restante/gui/guitest"
)

func TestMain(m *testing.M) { os.Exit(guitest.Run(m)) }

func TestOnlyPlainAddressesOfTheWeb(t *testing.T) {
	for address, want := range map[string]string{
		"https://track.example/7?a=b": "track.example", "http://127.0.0.1:8080/": "127.0.0.1:8080",
		"https://bank.example@evil.example/": "", "https://tr\u0430ck.example/": "", "https:///nowhere": "", "https://a b/": "",
		"javascript:alert(1)": "", "https://" + strings.Repeat("a.", 130) + "example/": "", "file:///etc/passwd": "", "restante:x": "", "": "",
	} {
		if host, ok := Host(address); ok != (want != "") || ok && host != want {
			t.Errorf("%q leads to %q, %v", address, host, ok)
		}
	}
}

func TestAPageIsOpenedAfterAQuestion(t *testing.T) {
	w := test.NewTempWindow(t, nil)
	var opened []string
	fail := errors.New("no browser")
	open := func(a string) error { opened = append(opened, a); return fail }
	Ask(w.Canvas(), "javascript:alert(1)", open)
	if w.Canvas().Overlays().Top() != nil {
		t.Fatal("it asks for what is no page")
	}
	Ask(w.Canvas(), "https://track.example/7", open)
	guitest.WantSaid(t, w.Canvas(), "Open this page?", "It opens in your browser. track.example learns that somebody looks at it, and from which address on the network.\n\nhttps://track.example/7")
	if opened != nil {
		t.Fatal("it was opened unasked")
	}
	guitest.Press(t, w.Canvas(), "Open the page")
	guitest.WantSaid(t, w.Canvas(), "No browser opened.")
	fail = nil
	guitest.Press(t, w.Canvas(), "Open the page")
	if w.Canvas().Overlays().Top() != nil || len(opened) != 2 || opened[0] != "https://track.example/7" {
		t.Errorf("opened %q", opened)
	}
}
