package storefront

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"restante/messaging/money"
	"restante/messaging/storefront/listing"
	"restante/messaging/table"
	"restante/node/vault"
)

var (
	ErrTable  = errors.New("this is not a table with a row of column names, a title and a price among them")
	ErrColumn = errors.New("there is no such column")
	ErrOrphan = errors.New("a row without a title is a variant of the listing above it, and there is none")
)

// A CellError says what is wrong with which line of a table, counted from 1; in which
// column, if it is about one.
type CellError struct {
	Line   int
	Column string
	Why    error
}

func (e *CellError) Error() string {
	if e.Column == "" {
		return fmt.Sprintf("line %d: %v", e.Line, e.Why)
	}
	return fmt.Sprintf("line %d, %s: %v", e.Line, e.Column, e.Why)
}

func (e *CellError) Unwrap() error { return e.Why }

const maxErrors = 100 // that are told at a time

// Import reads a table as Export writes it: commas or semicolons, columns in any order,
// most of them optional. A row with a title begins a listing, new or, with the slug of
// one that is there, in its place; the photos of that one stay. All of it is kept, or
// nothing, and then the errors are those of all lines, each a [CellError].
func (s *Service) Import(ctx context.Context, from io.Reader) (listings int, err error) {
	shop, err := s.Shop(ctx)
	if err != nil {
		return 0, err
	}
	sheets, errs := readTable(from, shop.Currency)
	if len(errs) > 0 {
		return 0, errors.Join(errs[:min(len(errs), maxErrors)]...)
	}
	err = s.update(ctx, "listings import", "", func(tx *vault.Tx) error {
		for _, sh := range sheets {
			if err := s.importOne(tx, sh); err != nil && len(errs) < maxErrors {
				errs = append(errs, &CellError{Line: sh.line, Why: err})
			}
		}
		return errors.Join(errs...)
	})
	return len(sheets), err
}

// importOne keeps one listing and what there is of it.
func (s *Service) importOne(tx *vault.Tx, sh lined) error {
	l, was := sh.Listing, row{}
	if sh.Slug != "" {
		var err error
		if was, err = readRow(tx, sh.Slug); err != nil && !errors.Is(err, ErrNoItem) {
			return err
		}
		l.Photos = was.edited.Photos
	}
	listing.NameVariants(l.Variants, was.edited.Variants)
	slug, err := s.save(tx, l, sh.State)
	if err != nil {
		return err
	}
	for i, n := range sh.pieces {
		if err := s.setFree(tx, slug, l.Variants[i].ID, int64(n)); err != nil {
			return err
		}
	}
	return nil
}

// lined is a sheet and where it begins.
type lined struct {
	*sheet
	line int
}

// readTable reads all lines, and tells what is wrong with each.
func readTable(from io.Reader, currency money.Currency) (sheets []lined, errs []error) {
	r, names, err := header(from)
	if err != nil {
		return nil, []error{err}
	}
	for {
		cells, err := r.Read()
		switch {
		case errors.Is(err, io.EOF):
			return sheets, errs
		case err != nil:
			return nil, append(errs, fmt.Errorf("%w: %w", ErrTable, err)) // the lines below are not to be trusted
		}
		line, _ := r.FieldPos(0)
		if title := cells[slices.Index(names, "title")]; strings.TrimSpace(title) != "" {
			sheets = append(sheets, lined{&sheet{currency: currency, pieces: make(map[int]uint32)}, line})
		}
		if len(sheets) == 0 {
			errs = append(errs, &CellError{Line: line, Why: ErrOrphan})
			continue
		}
		errs = append(errs, sheets[len(sheets)-1].read(names, cells, line)...)
	}
}

// header reads the names of the columns.
func header(from io.Reader) (r *csv.Reader, names []string, err error) {
	b, err := io.ReadAll(io.LimitReader(from, MaxCSV+1))
	if err != nil {
		return nil, nil, err
	}
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	if len(b) > MaxCSV {
		return nil, nil, fmt.Errorf("%w: it has more than %d bytes", ErrTable, MaxCSV)
	}
	first, _ := bufio.NewReader(bytes.NewReader(b)).ReadString('\n')
	r = csv.NewReader(bytes.NewReader(b))
	if strings.Count(first, ";") > strings.Count(first, ",") {
		r.Comma = ';'
	}
	if names, err = r.Read(); err != nil {
		return nil, nil, fmt.Errorf("%w: %w", ErrTable, err)
	}
	for i, name := range names {
		names[i] = strings.ToLower(strings.TrimSpace(name))
		if !slices.ContainsFunc(columns, func(c column) bool { return c.name == names[i] }) || slices.Contains(names[:i], names[i]) {
			return nil, nil, &CellError{1, names[i], ErrColumn}
		}
	}
	if !slices.Contains(names, "title") || !slices.Contains(names, "price") {
		return nil, nil, ErrTable
	}
	return r, names, nil
}

// read takes one row: a variant, and on the first row what all of them share.
func (s lined) read(names, cells []string, line int) (errs []error) {
	s.Variants = append(s.Variants, listing.Variant{})
	s.variant = &s.Variants[len(s.Variants)-1]
	for _, c := range columns {
		i := slices.Index(names, c.name)
		if i < 0 || strings.TrimSpace(cells[i]) == "" {
			continue
		}
		if !c.perVariant && line != s.line {
			continue // the first row has said it
		}
		if err := c.set(s.sheet, table.Unguard(strings.TrimSpace(cells[i]))); err != nil {
			errs = append(errs, &CellError{line, c.name, err})
		}
	}
	return errs
}
