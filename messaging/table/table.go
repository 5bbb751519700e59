// Package table writes cells of tables (CSV) that people open in a spreadsheet.
//
// Why: a spreadsheet computes what begins like a formula, and the texts in our tables are
// written by others: a buyer called =HYPERLINK(...) would send the merchant's other cells
// somewhere. [Guard] takes the meaning away by an apostrophe, as OWASP advises on CSV
// injection (https://owasp.org/www-community/attacks/CSV_Injection); [Unguard] gives
// back what was written.
package table

import (
	"strings"
	"unicode/utf8"
)

// Mark at the beginning of a file tells spreadsheets that its letters are UTF-8.
const Mark = "\ufeff"

// formula are the letters that a formula begins with, the wide ones of Asia too, and
// the apostrophe, without which a cell could not be read back.
const formula = "=+-@\t\r\n|%'＝＋－＠"

// Guard is a cell that no spreadsheet computes.
func Guard(cell string) string {
	if guarded(cell) {
		return "'" + cell
	}
	return cell
}

// Unguard is the cell before Guard.
func Unguard(cell string) string {
	if rest, ok := strings.CutPrefix(cell, "'"); ok && guarded(rest) {
		return rest
	}
	return cell
}

func guarded(cell string) bool {
	first, size := utf8.DecodeRuneInString(cell)
	return size > 0 && strings.ContainsRune(formula, first)
}
