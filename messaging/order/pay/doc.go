// Package pay is how an order is paid: somewhere outside of this program, which holds no
// money and moves none. A [Method] turns what the merchant has, an account, an invoice or a
// link, into the way to pay that stands in a confirmation, and says how far a payment is.
//
//	way, err := pay.Named("bank").Ask(pay.Bill{Number: "7XK2", Currency: eur, Due: 9600, To: iban})
//	v := pay.Manual{}.View(state) // v.Target, v.Seen, v.Remaining, v.Expires
//
// [Manual] is the default: a person says what came. The others are like it, but look at what
// was typed before a buyer gets it: an invoice that was cut while copying is none, and one
// over another amount pays something else.
//
// # Vocabulary
//
//   - method: a way of settling, such as by bank
//   - bill: what a method asks money for
//   - target, seen, remaining: what is to be paid, what came, and what is still to come
//   - form: what a text is to a program: an invoice, a link, or words
//
// # Why
//
// What goes over the wire is words, an [event.Way]: shops name their ways as they like, and a
// buyer's program has to show those of methods that it has never heard of. So nothing here
// travels, and a new method needs no new format.
package pay
