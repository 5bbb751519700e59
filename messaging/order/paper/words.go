package paper

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"restante/messaging/money"
)

// words are those of one language.
type words struct {
	invoice, credit, slip, pick                      string
	date, supplied, order, orders, placed            string
	of, taxID, issued                                string
	item, pieces, price, amount                      string
	items, shipping, total, paid, due, payBy         string
	rate, tax, net, gross, untaxed, payTo, reference string
	creditText, continued, page                      string
	sku, sends, memo, none, ordered                  string
	months                                           [12]string
	point, thousands                                 string
	day                                              string // how a day is written
	toLeft                                           bool
}

// speaks gives the words of a language; English where there are none.
func speaks(language string) words {
	if w, ok := languages[language]; ok {
		return w
	}
	return languages["en"]
}

// Speaks reports whether papers are written in a language.
func Speaks(language string) bool { _, ok := languages[language]; return ok }

var languages = map[string]words{
	"en": {
		invoice: "Invoice", credit: "Credit note", slip: "Packing slip", pick: "Pick list",
		date: "Date", supplied: "Date of supply", order: "Order", orders: "Orders", placed: "Placed",
		of: "For invoice", taxID: "Tax ID", issued: "Date of invoice",
		item: "Item", pieces: "Pieces", price: "Price", amount: "Amount",
		items: "Items", shipping: "Shipping", total: "Total", paid: "Paid", due: "To be paid", payBy: "Payable until",
		rate: "Tax rate", tax: "Tax", net: "Net", gross: "Gross", untaxed: "Without tax", payTo: "Pay to", reference: "Reference",
		creditText: "We credit you this amount of the invoice.", continued: "continued", page: "Page %d of %d",
		sku: "SKU", sends: "Shipped by", memo: "Note of the buyer", none: "There is nothing to pick.", ordered: "Ordered",
		months: [12]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
		point:  ".", thousands: ",", day: "%d %s %d",
	},
	"de": {
		invoice: "Rechnung", credit: "Rechnungskorrektur", slip: "Lieferschein", pick: "Pickliste",
		date: "Datum", supplied: "Leistungsdatum", order: "Bestellung", orders: "Bestellungen", placed: "Bestellt am",
		of: "Zur Rechnung", taxID: "Steuernummer", issued: "Rechnungsdatum",
		item: "Artikel", pieces: "Menge", price: "Preis", amount: "Betrag",
		items: "Artikel", shipping: "Versand", total: "Gesamtbetrag", paid: "Bezahlt", due: "Zu zahlen", payBy: "Zahlbar bis",
		rate: "Steuersatz", tax: "Steuer", net: "Netto", gross: "Brutto", untaxed: "Ohne Steuer", payTo: "Zahlung an", reference: "Verwendungszweck",
		creditText: "Um diesen Betrag wird die Rechnung gemindert; wir schreiben ihn gut.", continued: "Fortsetzung", page: "Seite %d von %d",
		sku: "Art.-Nr.", sends: "Versand mit", memo: "Hinweis des Käufers", none: "Es ist nichts zu holen.", ordered: "Bestellt",
		months: [12]string{"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"},
		point:  ",", thousands: ".", day: "%d. %s %d",
	},
	"ar": {
		invoice: "فاتورة", credit: "إشعار دائن", slip: "قسيمة تعبئة", pick: "قائمة التجميع",
		date: "التاريخ", supplied: "تاريخ التوريد", order: "الطلب", orders: "الطلبات", placed: "تاريخ الطلب",
		of: "عن الفاتورة", taxID: "الرقم الضريبي", issued: "تاريخ الفاتورة",
		item: "الصنف", pieces: "الكمية", price: "السعر", amount: "المبلغ",
		items: "الأصناف", shipping: "الشحن", total: "الإجمالي", paid: "المدفوع", due: "المستحق", payBy: "يستحق الدفع حتى",
		rate: "نسبة الضريبة", tax: "الضريبة", net: "الصافي", gross: "شامل الضريبة", untaxed: "بلا ضريبة", payTo: "الدفع إلى", reference: "المرجع",
		creditText: "نقيد لكم هذا المبلغ من الفاتورة.", continued: "تتمة", page: "صفحة %d من %d",
		sku: "رمز الصنف", sends: "الشحن عبر", memo: "ملاحظة المشتري", none: "لا شيء للتجميع.", ordered: "المطلوب",
		months: [12]string{"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"},
		point:  ".", thousands: ",", day: "%d %s %d", toLeft: true,
	},
}

// name is how a paper is called.
func (w words) name(k Kind) string {
	return map[Kind]string{Invoice: w.invoice, CreditNote: w.credit, PackingSlip: w.slip, PickList: w.pick}[k]
}

func (w words) dated(t time.Time) string {
	return fmt.Sprintf(w.day, t.Day(), w.months[t.Month()-1], t.Year())
}

// money writes an amount without its currency, as "1.182,00".
func (w words) money(c money.Currency, a money.Amount) string {
	whole, fraction, some := strings.Cut(c.Format(a), ".")
	for at := len(whole) - 3; at > 0; at -= 3 {
		whole = whole[:at] + w.thousands + whole[at:]
	}
	if !some {
		return whole
	}
	return whole + w.point + fraction
}

// percent writes a rate, as "19 %" or "5.5 %".
func (w words) percent(perMillion uint32) string {
	s := strconv.FormatFloat(float64(perMillion)/1e4, 'f', -1, 64)
	return strings.Replace(s, ".", w.point, 1) + "\u00a0%"
}
