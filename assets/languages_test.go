package assets

import (
	"encoding/json"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// pluralForms are the ones a language has, by Unicode's rules.
var pluralForms = map[string][]string{
	"en": {"one", "other"},
	"de": {"one", "other"},
	"ar": {"few", "many", "one", "other", "two", "zero"},
}

// alone are the plural forms for one number alone: "رسالتان" needs no 2.
var alone = []string{"zero", "one", "two"}

// same are the strings that a language shares with English.
var same = map[string][]string{
	"de": {"Chats", "Digital", "Info", "Material", "Name", "Passphrase", "Peers", "Standard", "System", "Tab", "Esc", "Version", "online", "{{.N}} %", "{{.N}} ms"},
	"ar": {"Ctrl", "End", "Enter", "Esc", "Page Down", "Page Up", "Shift", "Tab", "{{.Day}} {{.Month}}"},
}

// translation is what a language says for one key: one text under "", or one for
// each plural form.
type translation map[string]string

func (t *translation) UnmarshalJSON(b []byte) error {
	var text string
	if json.Unmarshal(b, &text) == nil {
		*t = translation{"": text}
		return nil
	}
	return json.Unmarshal(b, (*map[string]string)(t))
}

func (t translation) forms() []string { return slices.Sorted(maps.Keys(t)) }

func (t translation) plural() bool { return t[""] == "" }

func read(t *testing.T, file string) (all map[string]translation) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

func inLanguage(t *testing.T, l string) map[string]translation {
	t.Helper()
	return read(t, "translations/"+l+".json")
}

func TestEveryLanguageSaysEverything(t *testing.T) {
	english := inLanguage(t, "en")
	for l := range pluralForms {
		said := inLanguage(t, l)
		for key := range english {
			if _, ok := said[key]; !ok {
				t.Errorf("%s lacks %q", l, key)
			}
		}
		for key, x := range said {
			if _, ok := english[key]; !ok {
				t.Errorf("%s has %q, which English has not", l, key)
			}
			for form, text := range x {
				if strings.TrimSpace(text) == "" || text != strings.TrimSpace(text) {
					t.Errorf("%s says %q for %q %s", l, text, key, form)
				}
			}
		}
	}
}

func TestEveryLanguageHasItsPlurals(t *testing.T) {
	english := inLanguage(t, "en")
	for l, forms := range pluralForms {
		for key, x := range inLanguage(t, l) {
			if english[key].plural() && !slices.Equal(x.forms(), forms) {
				t.Errorf("%s has of %q the forms %q, not %q", l, key, x.forms(), forms)
			}
			if !english[key].plural() && x.plural() {
				t.Errorf("%s has plural forms of %q, which is asked for without a number", l, key)
			}
		}
	}
}

var placeholder = regexp.MustCompile(`{{\.\w+}}`)

// placeholders are those of a text, each once.
func placeholders(text string) []string {
	all := placeholder.FindAllString(text, -1)
	slices.Sort(all)
	return slices.Compact(all)
}

func TestNoPlaceholderIsLost(t *testing.T) {
	for l := range pluralForms {
		for key, x := range inLanguage(t, l) {
			for form, text := range x {
				want, got := placeholders(key), placeholders(text)
				if slices.Contains(alone, form) && !strings.Contains(text, "{{.N}}") {
					want = slices.DeleteFunc(want, func(s string) bool { return s == "{{.N}}" })
				}
				if !slices.Equal(got, want) || strings.Contains(placeholder.ReplaceAllString(text, ""), "{") {
					t.Errorf("%s says %q for %q", l, text, key)
				}
			}
		}
	}
}

// TestNothingIsLeftInEnglish finds what was copied and not translated.
func TestNothingIsLeftInEnglish(t *testing.T) {
	english := inLanguage(t, "en")
	for l, shared := range same {
		var copied []string
		for key, x := range inLanguage(t, l) {
			for _, text := range english[key] {
				if slices.Contains(slices.Collect(maps.Values(x)), text) && !slices.Contains(copied, key) {
					copied = append(copied, key)
				}
			}
		}
		slices.Sort(copied)
		if want := slices.Sorted(slices.Values(shared)); !slices.Equal(copied, want) {
			t.Errorf("%s has in English\n%q, and may have\n%q", l, copied, want)
		}
	}
}

// foreign are the placeholders for what may begin with a Latin letter.
var foreign = regexp.MustCompile(`{{\.(Name|Node|Nodes|Text|Word|File|Reason)}}`)

// TestArabicBeginsInArabic keeps sentences from right to left: the first letter
// gives a line its direction, and a name may be a Latin one.
func TestArabicBeginsInArabic(t *testing.T) {
	for key, x := range inLanguage(t, "ar") {
		for _, text := range x {
			text = placeholder.ReplaceAllString(foreign.ReplaceAllString(text, "A"), "")
			i := strings.IndexFunc(text, unicode.IsLetter)
			if i >= 0 && !unicode.Is(unicode.Arabic, []rune(text[i:])[0]) && !slices.Contains(same["ar"], key) {
				t.Errorf("Arabic says %q for %q", text, key)
			}
		}
	}
}

// formal is how German speaks to somebody whom it does not call du; "Sie" alone may be she.
var formal = regexp.MustCompile(`\p{Ll}en Sie\b|\bIhnen\b|\bIhre[smr]\b|[^.!?:] (Sie|Ihre?n?)\b`)

// TestGermanSaysDu keeps the window from changing its tone between two pages, and from
// calling one thing by two names.
func TestGermanSaysDu(t *testing.T) {
	for key, x := range inLanguage(t, "de") {
		for _, text := range x {
			if found := formal.FindString(text); found != "" || strings.Contains(text, "Push-Knoten") {
				t.Errorf("German says %q (%s) for %q", text, found, key)
			}
		}
	}
}
