package assets

import (
	"encoding/json"
	"go/build"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
)

// TestArabicHasFynesWords keeps fyne.ar.json complete: menus and dialogs of Fyne's
// own come without Arabic.
func TestArabicHasFynesWords(t *testing.T) {
	fyne, err := build.Import("fyne.io/fyne/v2/lang", ".", build.FindOnly)
	if err != nil {
		t.Fatal(err)
	}
	words := read(t, filepath.Join(fyne.Dir, "translations", "base.en.json"))
	ours, theirs := inLanguage(t, "ar"), inLanguage(t, "fyne.ar")
	for key := range words {
		_, own := ours[key]
		if _, ok := theirs[key]; ok == own {
			t.Errorf("Arabic needs %q once: in ar.json %v, in fyne.ar.json %v", key, own, ok)
		}
	}
	for key := range theirs {
		if _, ok := words[key]; !ok {
			t.Errorf("fyne.ar.json has %q, which Fyne does not say", key)
		}
	}
}

// TestPackagesNameTheLanguages keeps FyneApp.toml true.
func TestPackagesNameTheLanguages(t *testing.T) {
	b, err := os.ReadFile("../FyneApp.toml")
	if err != nil {
		t.Fatal(err)
	}
	line := regexp.MustCompile(`(?m)^Languages = (.*)$`).FindSubmatch(b)
	var named []string
	if line == nil || json.Unmarshal(line[1], &named) != nil {
		t.Fatal("FyneApp.toml names no languages")
	}
	if want := slices.Sorted(maps.Keys(pluralForms)); !slices.Equal(slices.Sorted(slices.Values(named)), want) {
		t.Errorf("FyneApp.toml names %q, and there are %q", named, want)
	}
}
