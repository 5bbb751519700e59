// Package paper draws a merchant's papers as PDF files: invoices, credit notes, packing
// slips and pick lists.
package paper
