package statement

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// decode gives the text of a file.
func decode(r io.Reader) (string, error) {
	b, err := io.ReadAll(io.LimitReader(r, MaxSize+1))
	if err != nil {
		return "", err
	}
	if len(b) > MaxSize {
		return "", fmt.Errorf("%w: it has more than %d MiB", ErrLimit, MaxSize>>20)
	}
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	if e := written(b); e != nil {
		b, err = e.NewDecoder().Bytes(b)
	}
	return strings.ReplaceAll(strings.ReplaceAll(string(b), "\r\n", "\n"), "\r", "\n"), err
}

// written tells how letters are written; nil is UTF-8.
func written(b []byte) encoding.Encoding {
	zeros := [2]int{}
	for i, c := range b[:min(len(b), 400)] {
		if c == 0 {
			zeros[i%2]++
		}
	}
	switch {
	case bytes.HasPrefix(b, []byte{0xff, 0xfe}) || zeros[1] > 20 && zeros[0] == 0:
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case bytes.HasPrefix(b, []byte{0xfe, 0xff}) || zeros[0] > 20 && zeros[1] == 0:
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	case utf8.Valid(b):
		return nil
	}
	return charmap.Windows1252
}

// table is the lines below the one that names the columns.
type table struct {
	columns
	rows []line
}

// mostPreamble is how many lines may stand before the names of the columns.
const mostPreamble = 60

// open tries what columns may be apart by, and takes what explains most of them.
func open(file string) (best table, err error) {
	var why error
	for _, comma := range ";,\t|" {
		rows, err := split(file, comma)
		if err != nil {
			why = err
			continue
		}
		for i, row := range rows[:min(len(rows), mostPreamble)] {
			if c := readHead(row.cells); c.enough() && c.score() > best.score() {
				best = table{c, rows[i+1:]}
			}
		}
	}
	if !best.enough() {
		return best, cmp.Or(why, ErrHead)
	}
	return best, nil
}

type line struct {
	cells []string
	at    int // in the file, from 1
}

// split reads lines as far as they can be read: a preamble may have quotes that nobody
// closes.
func split(file string, comma rune) (all []line, err error) {
	r := csv.NewReader(strings.NewReader(file))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = comma, -1, true
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrHead, err)
		}
		if len(all) == MaxRows || len(cells) > MaxColumns {
			return nil, fmt.Errorf("%w: it has more than %d lines or %d columns", ErrLimit, MaxRows, MaxColumns)
		}
		at, _ := r.FieldPos(0)
		all = append(all, line{cells, at})
	}
}
