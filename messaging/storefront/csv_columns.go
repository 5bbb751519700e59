package storefront

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"restante/messaging/money"
	"restante/messaging/storefront/listing"
)

// ErrCell is a cell that says nothing that its column understands.
var ErrCell = errors.New("this is not understood")

// sheet is an item while it is written as rows, or read from them; variant is the one
// that the current row is about.
type sheet struct {
	Item
	currency money.Currency
	pieces   map[int]uint32 // of counted variants, by their place
	variant  *listing.Variant
}

// column is one of the table. Those of the variant are on every row of an item, the
// others on its first. An empty cell is not set.
type column struct {
	name       string
	perVariant bool
	get        func(*sheet) string
	set        func(*sheet, string) error
}

// Words for what is a number in a listing, in its order.
var (
	states     = []string{"draft", "on sale", "hidden"}
	kinds      = []string{"", "physical", "digital", "service"}
	conditions = []string{"", "new", "like new", "used", "refurbished"}
	deliveries = []string{"by hand", "by key", "by file"}
)

const separator = "|" // of several values in a cell

// columns are in the order in which they are written and set: the options come before
// the choices.
var columns = append([]column{
	{"slug", true, func(s *sheet) string { return s.Slug }, func(s *sheet, v string) error { s.Slug = v; return nil }},
	text("title", func(s *sheet) *string { return &s.Title }),
	word("state", states, func(s *sheet) *State { return &s.State }),
	word("kind", kinds, func(s *sheet) *listing.Kind { return &s.Kind }),
	text("description", func(s *sheet) *string { return &s.Description }),
	text("category", func(s *sheet) *string { return &s.Category }),
	word("condition", conditions, func(s *sheet) *listing.Condition { return &s.Condition }),
	list("tags", func(s *sheet) *[]string { return &s.Tags }),
	list("collections", func(s *sheet) *[]string { return &s.Collections }),
	list("shipping", func(s *sheet) *[]string { return &s.Shipping }),
	word("delivery", deliveries, func(s *sheet) *listing.Delivery { return &s.Delivery }),
	text("tax class", func(s *sheet) *string { return &s.TaxClass }),
	days("days from", func(s *sheet) *uint16 { return &s.Processing.Min }),
	days("days to", func(s *sheet) *uint16 { return &s.Processing.Max }),
	text("returns", func(s *sheet) *string { return &s.Returns }),
	text("terms", func(s *sheet) *string { return &s.Terms }),
}, variantColumns...)

var variantColumns = []column{
	option(0), choice(0), option(1), choice(1), option(2), choice(2),
	{"variant", true, func(s *sheet) string { return s.variant.ID }, func(s *sheet, v string) error { s.variant.ID = v; return nil }},
	{"price", true, func(s *sheet) string { return s.currency.Format(s.variant.Price) }, func(s *sheet, v string) (err error) {
		s.variant.Price, err = s.currency.Parse(v)
		return err
	}},
	{"sku", true, func(s *sheet) string { return s.variant.SKU }, func(s *sheet, v string) error { s.variant.SKU = v; return nil }},
	{"pieces", true, getPieces, setPieces},
}

func text(name string, of func(*sheet) *string) column {
	return column{name: name, get: func(s *sheet) string { return *of(s) },
		set: func(s *sheet, v string) error { *of(s) = v; return nil }}
}

func list(name string, of func(*sheet) *[]string) column {
	return column{name: name, get: func(s *sheet) string { return strings.Join(*of(s), separator) },
		set: func(s *sheet, v string) error {
			*of(s) = nil
			for part := range strings.SplitSeq(v, separator) {
				*of(s) = append(*of(s), strings.TrimSpace(part))
			}
			return nil
		}}
}

func word[T ~uint8](name string, words []string, of func(*sheet) *T) column {
	return column{name: name, get: func(s *sheet) string { return words[min(int(*of(s)), len(words)-1)] },
		set: func(s *sheet, v string) error {
			i := slices.Index(words, strings.ToLower(v))
			if i < 0 {
				return ErrCell
			}
			*of(s) = T(i)
			return nil
		}}
}

func days(name string, of func(*sheet) *uint16) column {
	return column{name: name,
		get: func(s *sheet) string {
			if *of(s) == 0 {
				return ""
			}
			return strconv.Itoa(int(*of(s)))
		},
		set: func(s *sheet, v string) error {
			n, err := strconv.ParseUint(v, 10, 16)
			if err != nil {
				return ErrCell
			}
			*of(s) = uint16(n)
			return nil
		}}
}

// option names one of a listing's options.
func option(i int) column {
	return column{name: "option " + strconv.Itoa(i+1),
		get: func(s *sheet) string {
			if i < len(s.Options) {
				return s.Options[i].Name
			}
			return ""
		},
		set: func(s *sheet, v string) error {
			if i != len(s.Options) {
				return ErrCell // the one before is missing
			}
			s.Options = append(s.Options, listing.Option{Name: v})
			return nil
		}}
}

// choice is that of a variant. The choices of an option are those that occur.
func choice(i int) column {
	return column{name: "choice " + strconv.Itoa(i+1), perVariant: true,
		get: func(s *sheet) string {
			if i < len(s.variant.Choices) {
				return s.variant.Choices[i]
			}
			return ""
		},
		set: func(s *sheet, v string) error {
			if i >= len(s.Options) || i != len(s.variant.Choices) {
				return ErrCell
			}
			s.variant.Choices = append(s.variant.Choices, v)
			if !slices.Contains(s.Options[i].Choices, v) {
				s.Options[i].Choices = append(s.Options[i].Choices, v)
			}
			return nil
		}}
}

// getPieces is empty for what is not counted.
func getPieces(s *sheet) string {
	for _, p := range s.Pieces {
		if p.Variant == s.variant.ID && s.variant.Counted {
			return strconv.FormatUint(uint64(p.Free), 10)
		}
	}
	return ""
}

func setPieces(s *sheet, v string) error {
	n, err := strconv.ParseUint(v, 10, 32)
	if err != nil || n > MaxPieces {
		return ErrPieces
	}
	s.variant.Counted = true
	s.pieces[len(s.Variants)-1] = uint32(n)
	return nil
}
