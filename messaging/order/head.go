package order

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"restante/messaging/order/paper"
	"restante/node/vault"
)

// Head is what the operator's papers say of him, and how they are numbered.
type Head struct {
	paper.Seller
	Invoices, Credits Series
}

// Series numbers papers of one kind, without gaps.
type Series struct {
	Prefix string // in front of each number
	Next   uint64 `json:"-"` // 0, when it is set, leaves it as it is
}

// Limits of a Head, in bytes.
const (
	MaxSeller     = 200 // its name and its tax ID
	MaxSellerText = 1_000
	MaxPrefix     = 20
)

const keptHead = "paper"

// PaperHead is what the operator's papers say now.
func (s *Service) PaperHead(ctx context.Context) (h Head, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		h, err = headOf(tx)
		return err
	})
	return h, err
}

// SetPaperHead changes what papers say from now on; those that were numbered stay as they
// are. The next number can be chosen until the first one was given: then another one is
// [ErrInvoice].
func (s *Service) SetPaperHead(ctx context.Context, h Head) error {
	h, err := h.checked()
	if err != nil {
		return err
	}
	text, err := json.Marshal(h)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrHead, err)
	}
	return s.Vault.Update(ctx, "order paper head", func(tx *vault.Tx) error {
		return errors.Join(choose(tx, "invoice", h.Invoices.Next), choose(tx, "credit", h.Credits.Next),
			tx.Do("keeping the head of papers", `INSERT OR REPLACE INTO kept (what, name, text) VALUES (?, 'head', ?)`, keptHead, string(text)))
	})
}

func (h Head) checked() (Head, error) {
	for _, f := range []struct {
		name  string
		text  *string
		most  int
		lines bool
	}{
		{"name", &h.Name, MaxSeller, false}, {"taxId", &h.TaxID, MaxSeller, false},
		{"address", &h.Address, MaxSellerText, true}, {"terms", &h.Terms, MaxSellerText, true}, {"footer", &h.Footer, MaxSellerText, true},
		{"prefix", &h.Invoices.Prefix, MaxPrefix, false}, {"creditPrefix", &h.Credits.Prefix, MaxPrefix, false},
	} {
		*f.text = strings.TrimSpace(*f.text)
		if len(*f.text) > f.most {
			return h, fmt.Errorf("%w: %s has more than %d bytes", ErrHead, f.name, f.most)
		}
		if !printable(*f.text, f.lines) {
			return h, fmt.Errorf("%w: %s has letters that are not seen", ErrHead, f.name)
		}
	}
	return h, nil
}

func printable(text string, lines bool) bool {
	return utf8.ValidString(text) && !strings.ContainsFunc(text, func(r rune) bool {
		return unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp) && !(lines && r == '\n')
	})
}

func headOf(tx *vault.Tx) (h Head, err error) {
	var text string
	found, err := tx.One("reading the head of papers", `SELECT text FROM kept WHERE what = ?`, []any{keptHead}, &text)
	if found && err == nil {
		err = json.Unmarshal([]byte(text), &h)
	}
	if err == nil {
		h.Invoices.Next, err = nextNumber(tx, "invoice")
	}
	if err == nil {
		h.Credits.Next, err = nextNumber(tx, "credit")
	}
	return h, err
}

// nextNumber is the next number of a series: of invoices, or of credit notes.
func nextNumber(tx *vault.Tx, series string) (n uint64, err error) {
	_, err = tx.One("reading the next number",
		`SELECT coalesce((SELECT max(number) FROM `+series+`), (SELECT CAST(text AS INTEGER) FROM kept WHERE what = ? AND name = 'before'), 0) + 1`, []any{series}, &n)
	return n, err
}

// maxNumber leaves room for more numbers than anybody writes.
const maxNumber = 1 << 40

// choose sets the next number of a series, before the first was given.
func choose(tx *vault.Tx, series string, n uint64) error {
	now, err := nextNumber(tx, series)
	if err != nil || n == 0 || n == now {
		return err
	}
	given, err := tx.One("looking for numbers", `SELECT 1 FROM `+series+` LIMIT 1`, nil, new(int))
	if given || n > maxNumber {
		return ErrInvoice
	}
	return errors.Join(err, tx.Do("choosing a number", `INSERT OR REPLACE INTO kept (what, name, text) VALUES (?, 'before', ?)`, series, strconv.FormatUint(n-1, 10)))
}
