package identity

import (
	"errors"
	"strings"
	"testing"

	"restante/node/vault"
	"restante/node/vault/vaulttest"
)

func TestCheckWords(t *testing.T) {
	words := strings.Fields(vectorWords)
	with := func(i int, w string) string {
		c := append([]string{}, words...)
		c[i] = w
		return strings.Join(c, " ")
	}
	for text, want := range map[string]error{
		vectorWords: nil,
		"  " + strings.ToUpper(strings.Join(words, ",\n")): nil,
		strings.Join(words[:23], " "):                      ErrCount,
		vectorWords + " " + words[0]:                       ErrCount,
		"":                                                 ErrCount,
		with(0, words[1]) + strings.Repeat(" ", maxWordsText): ErrCount,
		with(7, "restante"): ErrWords,
	} {
		err := CheckWords(text)
		if !errors.Is(err, want) || want != nil && !errors.Is(err, ErrWords) {
			t.Errorf("%.40q: %v, want %v", text, err, want)
		}
		if _, e := FromWords(text); (e == nil) != (want == nil) {
			t.Errorf("%.40q: FromWords says %v", text, e)
		}
	}
	var w *WordError
	if err := CheckWords(with(7, "restante")); !errors.As(err, &w) || w.Number != 8 || w.Word != "restante" {
		t.Errorf("the wrong word is %+v", w)
	} else if strings.Contains(err.Error(), "restante") {
		t.Error("the error quotes the word")
	}
}

// TestOneChangedWordIsFound tries a hundred words in the place of one: the
// checksum lets one of 256 pass.
func TestOneChangedWordIsFound(t *testing.T) {
	words, passed := strings.Fields(vectorWords), 0
	for _, w := range strings.Fields(strings.Repeat(vectorWords+" ", 4)) {
		c := append([]string{}, words...)
		if c[3] == w {
			continue
		}
		c[3] = w
		switch err := CheckWords(strings.Join(c, " ")); {
		case err == nil:
			passed++
		case !errors.Is(err, ErrChecksum):
			t.Errorf("with %s: %v", w, err)
		}
	}
	if passed > 8 {
		t.Errorf("%d of them passed", passed)
	}
}

func TestBegin(t *testing.T) {
	for _, kept := range []bool{true, false} {
		v := vaulttest.New(t, Schema)
		if err := v.Update(t.Context(), "test", func(tx *vault.Tx) error { return Begin(tx, " "+strings.ToUpper(vectorWords), kept) }); err != nil {
			t.Fatal(err)
		}
		if got := loadKey(t, v).ID(); got != key(t, vectorWords).ID() {
			t.Errorf("the identity is %s", got)
		}
		if got, err := Kept(t.Context(), v); got != kept || err != nil {
			t.Errorf("kept is %v, %v", got, err)
		}
		if err := Keep(t.Context(), v); err != nil {
			t.Fatal(err)
		}
		if got, _ := Kept(t.Context(), v); !got {
			t.Error("it forgot that they are on paper")
		}
	}
	v := vaulttest.New(t, Schema)
	if err := v.Update(t.Context(), "test", func(tx *vault.Tx) error { return Begin(tx, "abandon", true) }); !errors.Is(err, ErrWords) {
		t.Errorf("with one word: %v", err)
	}
	loadKey(t, v)
	if kept, err := Kept(t.Context(), v); kept || err != nil {
		t.Errorf("the words of somebody new are on paper: %v, %v", kept, err)
	}
}
