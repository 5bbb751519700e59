package paper

import (
	"fmt"
	"time"

	"restante/messaging/money"
)

var (
	day    = time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)
	euro   = money.Currency{Code: "EUR", Decimals: 2}
	seller = Seller{
		Name: "Atelier Norte", Address: "Inês Duarte\nRua das Flores 12\n4050-262 Porto\nPortugal", TaxID: "PT 501 442 600",
		Terms: "Please pay within 14 days. Thank you for your order.", Footer: "IBAN PT50 0002 0123 1234 5678 9015 4 · norte@example.com",
	}
	buyer = []string{"Zoë Müller", "Hauptstraße 1", "50667 Köln", "DE"}
)

// invoice has items at two rates, of which one tax is in the prices.
func invoice() Bill {
	return Bill{
		Kind: Invoice, Number: "N-1007", Issued: day, Supplied: day.AddDate(0, 0, -2), Order: "PZ7dkQ", Seller: seller, Buyer: buyer, Currency: euro,
		Lines: []Line{
			{Title: "Blue mug, hand thrown", Options: []string{"Colour: blue", "Size: small"}, SKU: "MUG-BL-S", Pieces: 2, Price: 1800, Amount: 3600},
			{Title: "The sea at Leça: forty drawings", SKU: "BOOK-1", Pieces: 1, Price: 121000, Amount: 121000},
		},
		Items:  124600,
		Extras: []Extra{{Discount, "Five off (WELCOME5)", 500}, {Shipping, "Parcel, Standard", 490}},
		Total:  124590,
		Rates:  []Rate{{Net: 3016, Taxes: []Tax{{"VAT", 190000, 574}}, Gross: 3590}, {Net: 114151, Taxes: []Tax{{"VAT", 60000, 6849}}, Gross: 121000}},
		Paid:   3590, Due: 121000, PayBy: day.AddDate(0, 0, 14), Ways: []Way{{"Bank transfer", "PT50 0002 0123 1234 5678 9015 4", "PZ7dkQ"}},
	}
}

func long(n int) Bill {
	b := invoice()
	for i := range n {
		b.Lines = append(b.Lines, Line{Title: fmt.Sprintf("Thing number %d of many that are in here", i), Options: []string{"Size: large"}, Pieces: uint32(i), Price: 100, Amount: money.Amount(100 * i)})
	}
	return b
}

func credit() Bill {
	b := invoice()
	b.Kind, b.Number, b.Of, b.Lines, b.Extras, b.Reason = CreditNote, "C-3", "N-1007", nil, nil, "One mug came broken."
	b.Total, b.Rates = 1800, []Rate{{Net: 1513, Taxes: []Tax{{"VAT", 190000, 287}}, Gross: 1800}}
	return b
}

func goodsOf() []Goods {
	return []Goods{
		{Title: "Blue mug, hand thrown", Options: []string{"Colour: blue", "Size: small"}, SKU: "MUG-BL-S", Pieces: 2, Ordered: 3, Of: []string{"PZ7dkQ × 1", "Tx93aB × 1"}},
		{Title: "The sea at Leça: forty drawings", SKU: "BOOK-1", Pieces: 1, Ordered: 1, Of: []string{"PZ7dkQ × 1"}},
	}
}
