package demo

import "testing"

func TestAdaSays(t *testing.T) {
	for question, about := range map[string]string{
		"What do you have in stock?":       "stock",
		"what's in stock today?":           "open", // hours come before goods
		"How much is a TRAY?":              "cost",
		"Do you have trays":                "stock",
		"do you ship to Oslo?":             "send",
		"and if it is broken":              "return",
		"Yes, please":                      "yes",
		"Thanks!":                          "thank",
		"hello":                            "hello",
		"Are you a robot?":                 "robot",
		"How long does the delivery take?": "send",
	} {
		if got, want := adaSays(question), adaSays(about); got != want || got == adaShrugs {
			t.Errorf("%q: %q", question, got)
		}
	}
	for _, question := range []string{"", "?", "日本語", "pentagon", "sendsend"} {
		if got := adaSays(question); got != adaShrugs {
			t.Errorf("%q: %q", question, got)
		}
	}
}

// Each subject can be asked about: no word of it belongs to one before.
func TestAdaKnowsAll(t *testing.T) {
	for _, s := range subjects {
		if got := adaSays(s.words[:len(firstWord(s.words))]); got != s.answer {
			t.Errorf("%q: %q", s.words, got)
		}
	}
}

func firstWord(s string) string {
	for i, r := range s {
		if r == ' ' {
			return s[:i]
		}
	}
	return s
}
