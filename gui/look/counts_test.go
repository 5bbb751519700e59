package look

import (
	"testing"

	"fyne.io/fyne/v2/lang"

	"restante/assets"
)

// TestTheWindowCountsInEveryLanguage asks as the window does.
func TestTheWindowCountsInEveryLanguage(t *testing.T) {
	for l, want := range map[string]map[int]string{
		"en": {1: "1 message", 2: "2 messages"},
		"de": {0: "0 Nachrichten", 1: "1 Nachricht", 2: "2 Nachrichten"},
		"ar": {0: "لا رسائل", 1: "رسالة واحدة", 2: "رسالتان", 3: "3 رسائل", 11: "11 رسالة", 100: "100 رسالة"},
	} {
		speak(t, l)
		for n, text := range want {
			if got := lang.N("{{.N}} messages", n, map[string]any{"N": n}); got != text {
				t.Errorf("%s says %q for %d", l, got, n)
			}
		}
	}
	speak(t, "en") // as the other tests expect
}

// speak lets Fyne take a language for the system's.
func speak(t *testing.T, l string) {
	t.Helper()
	t.Setenv("LC_ALL", l+".UTF-8")
	t.Setenv("LANGUAGE", l)
	if err := lang.AddTranslationsFS(assets.Files, "translations"); err != nil {
		t.Fatal(err)
	}
}
