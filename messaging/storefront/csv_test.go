package storefront

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"restante/messaging/money"
	"restante/messaging/storefront/listing"
)

func (m *merchant) export() string {
	m.t.Helper()
	var b bytes.Buffer
	must(m.t, m.Export(m.t.Context(), &b))
	return b.String()
}

// What was written is read as the same, into the same listings or into an empty shop.
func TestATableIsReadAsItWasWritten(t *testing.T) {
	m := opened(t)
	l := m.item("font").Listing
	l.Title, l.Description = "=1+1", "one;\n\"two\", 'three"
	m.save(l, Hidden)
	table := m.export()
	before, err := m.Items(t.Context())
	must(t, err)
	n, err := m.Import(t.Context(), strings.NewReader(table))
	must(t, err)
	after, err := m.Items(t.Context())
	must(t, err)
	if again := m.export(); n != 4 || again != table {
		t.Errorf("%d listings:\n%s\nthen\n%s", n, table, again)
	}
	for i := range before {
		before[i].Changed, after[i].Changed = time.Time{}, time.Time{}
		before[i].Updated, after[i].Updated = time.Time{}, time.Time{}
		if !reflect.DeepEqual(before[i], after[i]) {
			t.Errorf("before %+v\nafter  %+v", before[i], after[i])
		}
	}
}

// The least that a table can say: semicolons, two columns, names in any spelling.
func TestASmallTable(t *testing.T) {
	m := opened(t)
	n, err := m.Import(t.Context(), strings.NewReader("\xef\xbb\xbf Price ;TITLE;kind;state\n12.50;Bowl;service;on sale\n3;Lesson;;\n"))
	must(t, err)
	bowl, lesson := m.item("bowl"), m.item("lesson")
	if n != 2 || bowl.Variants[0].Price != 1250 || bowl.State != OnSale || lesson.State != Draft || lesson.Kind != 0 {
		t.Errorf("%+v, %+v", bowl, lesson)
	}
}

func TestVariantsInATable(t *testing.T) {
	m := opened(t)
	_, err := m.Import(t.Context(), strings.NewReader(`title,kind,option 1,choice 1,price,pieces,shipping,state,tags
Shirt,physical,Size,S,10,5,Parcel,hidden,a | b
,,,L,12.5,,,,ignored
`))
	must(t, err)
	it := m.item("shirt")
	want := []listing.Variant{{ID: "s", Choices: []string{"S"}, Price: 1000, Counted: true}, {ID: "l", Choices: []string{"L"}, Price: 1250}}
	if !reflect.DeepEqual(it.Variants, want) || !reflect.DeepEqual(it.Options, []listing.Option{{Name: "Size", Choices: []string{"S", "L"}}}) {
		t.Errorf("%+v", it.Listing)
	}
	if fmt.Sprint(it.Tags) != "[a b]" || it.Pieces[0].Free != 5 {
		t.Errorf("%q, %+v", it.Tags, it.Pieces)
	}
}

// Titles and choices that no slug can say are kept apart, and a table that is read again
// finds the same variants, in whatever order they stand in it.
func TestATableInOtherLetters(t *testing.T) {
	m := opened(t)
	table := func(rows ...string) string {
		return "title,slug,kind,option 1,choice 1,price,pieces\n" + strings.Join(rows, "\n")
	}
	n, err := m.Import(t.Context(), strings.NewReader(table("كوب,,physical,اللون,أحمر,1,3", ",,,,أزرق,2,4", "كوب كبير,,physical,درجة,A,1,5", ",,,,A+,2,6")))
	must(t, err)
	items, err := m.Items(t.Context())
	must(t, err)
	big, cup := items[0], items[1]
	if n != 2 || cup.Slug == big.Slug || len(cup.Pieces) != 2 || cup.Pieces[0].Free != 3 || big.Pieces[1].Free != 6 {
		t.Fatalf("%+v, %+v", cup, big)
	}
	_, err = m.Import(t.Context(), strings.NewReader(table("كوب,"+cup.Slug+",physical,اللون,أزرق,2,4", ",,,,أحمر,1,3", "كوب كبير,"+big.Slug+",physical,درجة,A+,2,6", ",,,,A,1,5")))
	must(t, err)
	for _, was := range []Item{cup, big} {
		now := m.item(was.Slug).Variants
		if slices.Reverse(now); now[0].ID != was.Variants[0].ID || now[1].ID != was.Variants[1].ID {
			t.Errorf("%+v became %+v", was.Variants, now)
		}
	}
}

// Whatever is wrong is told with its line and column, all at once, and nothing is kept.
func TestWhatIsWrongInATable(t *testing.T) {
	m := opened(t)
	for table, want := range map[string][]CellError{
		"title,price\nA,1\nB,x\nC,-1\n":                               {{3, "price", money.ErrAmount}, {4, "price", money.ErrNegative}},
		"title,price,colour\n":                                        {{1, "colour", ErrColumn}},
		"title,price,title\n":                                         {{1, "title", ErrColumn}},
		"title,price\n,1\n":                                           {{2, "", ErrOrphan}},
		"title,price,kind,state\nA,1,thing,sold\n":                    {{2, "kind", ErrCell}, {2, "state", ErrCell}},
		"title,price,pieces,days to\nA,1,-1,many\n":                   {{2, "pieces", ErrPieces}, {2, "days to", ErrCell}},
		"title,price,choice 1\nA,1,S\n":                               {{2, "choice 1", ErrCell}},
		"title,price,state,kind\nA,1,on sale,service\nB,1,on sale,\n": {{3, "", listing.ErrRange}},
		"title,price,state,kind,shipping\nA,1,hidden,physical,Dove\n": {{2, "", ErrProfile}},
	} {
		_, err := m.Import(t.Context(), strings.NewReader(table))
		var got []string
		for line := range strings.Lines(fmt.Sprint(err)) {
			got = append(got, line)
		}
		if len(got) != len(want) {
			t.Errorf("%q: %v", table, err)
		}
		for _, w := range want {
			var cell *CellError
			if !errors.Is(err, w.Why) || !errors.As(err, &cell) || !strings.Contains(fmt.Sprint(err), fmt.Sprintf("line %d", w.Line)) || !strings.Contains(fmt.Sprint(err), w.Column) {
				t.Errorf("%q: %v, want %v", table, err, &w)
			}
		}
	}
	for _, table := range []string{"", "a", "title\nA\n", "title,price\n\"A,1\n", "title,price\nA\n", strings.Repeat("x", MaxCSV+1)} {
		if _, err := m.Import(t.Context(), strings.NewReader(table)); err == nil {
			t.Errorf("%.20q was taken", table)
		}
	}
	items, err := m.Items(t.Context())
	must(t, err)
	if len(items) != 4 {
		t.Errorf("%d listings", len(items))
	}
}

// A cell that a table program would compute is written as text, and read as it was.
func TestFormulasAreNotWritten(t *testing.T) {
	m := opened(t)
	_, err := m.Import(t.Context(), strings.NewReader("title,price\n=1+1,1\n"))
	must(t, err)
	var out strings.Builder
	must(t, m.Export(t.Context(), &out))
	if !strings.Contains(out.String(), ",'=1+1,") {
		t.Errorf("it writes %s", out.String())
	}
	_, err = m.Import(t.Context(), strings.NewReader(out.String()))
	must(t, err)
	if items, err := m.Items(t.Context()); err != nil || len(items) != 5 || items[0].Title != "=1+1" {
		t.Errorf("%d listings, the first is %q, %v", len(items), items[0].Title, err)
	}
}
