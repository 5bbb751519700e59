// Package statement reads the tables that banks export: what came in, when, from whom and
// what for.
//
//	entries, err := statement.Read(file)
//	amount, err := entries[0].Value.In(euro)
//
// # What is understood
//
//   - UTF-8, UTF-16 and Windows-1252, which ISO 8859-1 is a part of.
//   - Columns apart by semicolons, commas, tabs or bars; any lines before the one that
//     names them. The names are known in English, German, French, Spanish, Portuguese and
//     Italian, and as the Sparkassen, N26, Wise, Revolut and PayPal write them.
//   - Amounts with a decimal comma or point, marks for thousands, signs before or behind,
//     brackets; credit and debit in one column, in two, or told by a word.
//   - Days as in 2026-11-22, 22.11.2026, 22/11/26, 11/22/2026, 22 Nov 2026 or 20261122.
//
// How numbers and days are written is decided once for a file, by all of its lines: so
// 1.234 is a thousand in a file that elsewhere has 7,50, and 03/04 is in April unless some
// line has a day where the month would be.
//
// # What is left out
//
// Money that went away, and payments that are pending or were taken back.
//
// # Promises
//
//   - A file within the limits is read or refused with an error, whatever is in it.
//   - No amount is guessed: what can be read in two ways makes the file one that cannot be
//     read ([ErrNumbers]).
package statement
