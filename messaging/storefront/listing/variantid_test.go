package listing_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	. "restante/messaging/storefront/listing"
)

func named(before []Variant, choices ...[]string) (ids []string) {
	var all []Variant
	for _, c := range choices {
		all = append(all, Variant{Choices: c})
	}
	NameVariants(all, before)
	for _, v := range all {
		ids = append(ids, v.ID)
	}
	return ids
}

// Texts that a slug cannot tell apart are told apart all the same.
func TestVariantsAreNamed(t *testing.T) {
	if got := named(nil, []string{"Sand", "Large"}, []string{"Sea", "Large"}, nil); !slices.Equal(got, []string{"sand-large", "sea-large", ""}) {
		t.Errorf("%q", got)
	}
	got := named(nil, []string{"A"}, []string{"A+"}, []string{"a"}, []string{"أحمر"}, []string{"أزرق"}, []string{"红"}, []string{"B C", "D"}, []string{"B", "C D"})
	if sorted := slices.Compact(slices.Sorted(slices.Values(got))); len(sorted) != len(got) || got[0] != "a" || !strings.HasPrefix(got[3], "item-") {
		t.Errorf("%q", got)
	}
}

// A variant keeps its ID when others come, go, or change places.
func TestVariantsKeepTheirNames(t *testing.T) {
	before := []Variant{{ID: "old", Choices: []string{"أحمر"}}, {ID: "a", Choices: []string{"A+"}}}
	if got := named(before, []string{"A"}, []string{"A+"}, []string{"أحمر"}); got[1] != "a" || got[2] != "old" || got[0] == "a" {
		t.Errorf("%q", got)
	}
	all := []Variant{{Choices: []string{"A+"}}, {ID: "a", Choices: []string{"A"}}}
	NameVariants(all, before)
	if all[1].ID != "a" || all[0].ID == "a" || !IsSlug(all[0].ID) {
		t.Errorf("%+v", all)
	}
}

func TestNamesOfVariantsAreUnique(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.OneOf(rapid.SampledFrom([]string{"A", "A+", "a", "ä", "أ", "红", "a a", strings.Repeat("x", 60)}), rapid.String())
		choices := rapid.SliceOfNDistinct(rapid.SliceOfN(text, 2, 2), 1, 100, func(c []string) string { return strings.Join(c, "\n") }).Draw(r, "choices")
		seen := map[string]bool{}
		for i, id := range named(nil, choices...) {
			if seen[id] || !IsSlug(id) {
				r.Fatalf("%q is %q", choices[i], id)
			}
			seen[id] = true
		}
	})
}
