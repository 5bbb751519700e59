package card

import (
	"errors"
	"strings"
	"testing"

	"restante/messaging/pb"
)

// What is hidden in a name makes two people look like one.
func TestHiddenInNames(t *testing.T) {
	hidden := []rune{'\u061C', '\u200B', '\u200E', '\u200F', '\uFEFF', '\u2028', '\u2029', '\n', '\x7f', '\u0085'}
	for _, span := range [][2]rune{{'\u2060', '\u2064'}, {'\u202A', '\u202E'}, {'\u2066', '\u2069'}} {
		for r := span[0]; r <= span[1]; r++ {
			hidden = append(hidden, r)
		}
	}
	for _, r := range hidden {
		for _, name := range []string{"Bo" + string(r) + "b", string(r) + "Bob", "Bob" + string(r), "ب" + string(r) + "ب", string(r)} {
			if err := CheckName(name); !errors.Is(err, ErrName) {
				t.Errorf("%+q = %v", name, err)
			}
		}
	}
	raw := hostile(t, func(w *pb.Card) { w.Name = "Bo\u200Bb" })
	if _, err := Decode(raw); !errors.Is(err, ErrName) {
		t.Errorf("a card with such a name: %v", err)
	}
}

func TestJoinersInNames(t *testing.T) {
	for _, name := range []string{
		"می\u200Cخواهم",          // Persian
		"مِ\u200Cخ",              // with a vowel sign before it
		"क्\u200Dष", "क्\u200Cष", // Devanagari
		"ශ්\u200Dරී ලංකා",    // Sinhala
		"Dr 👩🏽\u200D⚕\uFE0F", // the skin's colour, then the joiner
		"👨\u200D👩\u200D👧",    // a family
		"❤\uFE0F\u200D🔥",     // a heart on fire
		"🏳\uFE0F\u200D🌈", "🙂\u200D↔\uFE0F",
	} {
		if err := CheckName(name); err != nil {
			t.Errorf("%+q: %v", name, err)
		}
	}
	for _, name := range []string{
		"Bo\u200Db", "Bo\u200Cb", "Бо\u200Dб", "Bob\u200D", "\u200DBob", "\u200D", "7\u200D7", " \u200C ",
		"می\u200C", "\u200Cمی", "م\u200C\u200Cخ", "م\u200Db", "b\u200Cم", "👩\u200C⚕", "👩\u200D", "\u200D👩", "👩\u200D\u200D👩", "👩\u200DBob",
	} {
		if err := CheckName(name); !errors.Is(err, ErrName) {
			t.Errorf("%+q = %v", name, err)
		}
	}
}

func TestNames(t *testing.T) {
	for _, name := range []string{"", "Bob", " Bob ", "Zoë", "王小明", "שלום", strings.Repeat("x", MaxName), "O'Brien & Söhne", "🙂"} {
		if err := CheckName(name); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
	for _, name := range []string{" ", "\t", "\u00A0", "\u3000 \u2003", "\xff", strings.Repeat("x", MaxName+1)} {
		if err := CheckName(name); !errors.Is(err, ErrName) {
			t.Errorf("%q = %v", name, err)
		}
	}
}
