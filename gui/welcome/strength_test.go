package welcome

import "testing"

func TestStrength(t *testing.T) {
	for s, want := range map[string]string{
		"":                             "too short",
		"short":                        "too short",
		"aaaaaaaaaaaaaaaaaaaa":         "easy to guess",
		"12345678":                     "easy to guess",
		"abcdefghijklmnop":             "easy to guess",
		"password123":                  "easy to guess",
		"Passwort!":                    "easy to guess",
		"restante2026":                 "easy to guess",
		"hunter2hunter2":               "fair: another word would help",
		"three ducks":                  "fair: another word would help",
		"three ducks and a goose":      "good",
		"correct horse battery staple": "strong",
		"x7!Kq9#mZp2$Lw":               "strong",
	} {
		if _, got, _ := weight(s); got != want {
			t.Errorf("%q is %s (%.0f bits), want %s", s, got, bitsOf(s), want)
		}
	}
}

func TestMoreIsNeverWorse(t *testing.T) {
	last := 0.0
	for i := range "the ferry left without the three ducks" {
		bits := bitsOf("the ferry left without the three ducks"[:i])
		if bits < last {
			t.Errorf("%d letters have %.0f bits, fewer than one less", i, bits)
		}
		last = bits
	}
}
