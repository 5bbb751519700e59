// Package paper draws a merchant's papers as PDF files: invoices, credit notes, packing
// slips and pick lists.
//
//	pdf, err := paper.WriteBills("de", bill)
//	pdf, err = paper.WriteSlips("en", slip, another) // one a page
//	pdf, err = paper.WritePick("ar", list)
//
// It takes what is to be said from plain structs and computes nothing: who fills them in
// answers for the sums. A [Bill] goes through JSON, so that it can be kept and printed
// again as it was.
//
// # How a paper looks
//
// One column of 170 mm on A4, black on white, thin lines. The address shows through the
// window of an envelope. Figures stand below each other by their decimals. An Arabic paper
// is the mirror of the others, but for the figures. Tables go on over as many pages as it
// takes, with the paper's name and the names of the columns on top and the page's number
// at the foot.
//
// What others wrote takes the lines that it needs, up to a number that people need; then
// it ends in an ellipsis. It never leaves its column: see package pdf below.
//
// # Why
//
// The words are here and not among the window's, since a paper speaks the language of
// whom it is for, and a program without a window writes papers too.
package paper
