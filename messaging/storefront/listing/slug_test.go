package listing_test

import (
	"strings"
	"testing"

	. "restante/messaging/storefront/listing"
)

func TestSlugs(t *testing.T) {
	for title, want := range map[string]string{
		"Grüne Tasse, 0,3 l": "grune-tasse-0-3-l", "  Hello!  ": "hello", "Straße": "strasse", "كتاب": "item-5eabb60f", "": "item", " ": "item",
		strings.Repeat("ab ", 60): strings.TrimRight(strings.Repeat("ab-", 60)[:64], "-"), "../..": "item-0cfd1c96", "A--B": "a-b",
	} {
		got := SlugOf(title)
		if got != want || !IsSlug(got) {
			t.Errorf("%q: %q, want %q", title, got, want)
		}
		if second := Numbered(got, MaxListings); !IsSlug(second) || second == got {
			t.Errorf("%q: the next is %q", title, second)
		}
	}
	if Numbered("a", 1) != "a" || Numbered("a", 2) != "a-2" {
		t.Error("numbers")
	}
	long := strings.Repeat("x", MaxSlug)
	if !IsSlug(Numbered(long, 4999)) {
		t.Error("too long")
	}
}

// A draft may be anything that is written, and comes back as it was.
func TestDraftsNeedNotBeComplete(t *testing.T) {
	b, err := Listing{Title: "half"}.Draft()
	must(t, err)
	l, err := OpenDraft(b)
	must(t, err)
	if l.Title != "half" || l.Check() == nil {
		t.Errorf("%+v", l)
	}
	b, err = Shop{Name: "half"}.Draft()
	must(t, err)
	s, err := OpenShopDraft(b)
	must(t, err)
	if s.Name != "half" || s.Check() == nil {
		t.Errorf("%+v", s)
	}
}
