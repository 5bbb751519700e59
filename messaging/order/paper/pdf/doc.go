// Package pdf writes PDF files: sheets with text, lines and areas.
//
//	d := pdf.New("Invoice 7", "de", when)
//	s := d.Add()                                     // an A4 sheet
//	lines := d.Break("Zoë Müller", pdf.Style{Size: 10}, 200, 5)
//	s.Text(57, 100, lines[0])                        // points, from the top left corner
//	b, err := d.Bytes()
//
// # Text
//
// Any text may be given. It is cut into lines that fit a width, at blanks and, where a word
// is too long, within it. Letters are shaped and ordered as their script wants it, so that
// Arabic ones join and Hebrew goes from right to left. What
// is not seen, turns the direction or piles up is dropped ([Clean]). Letters that the
// program's font does not have are taken from those of the computer; what none has is a
// box.
//
// A file has of the font only the letters that it needs, each with what it stands for, so
// that text can be searched for and copied.
//
// # Promises
//
//   - The same calls give the same bytes on a computer: the time is the caller's.
//   - No text is too long or too strange, it only takes more lines.
//
// # Why
//
// The libraries that write PDF files know fonts of TrueType only, take one letter for one
// glyph and leave shaping to others, or come under licences that are not ours. What is
// difficult, the shaping, is done by the library that draws the window's text.
package pdf
