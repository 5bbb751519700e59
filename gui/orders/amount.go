package orders

import (
	"restante/gui/shop/price"
	"restante/messaging/money"
)

// figure is an amount without its currency, such as 1,937.00.
func figure(c money.Currency, a money.Amount) string { return price.Local().Figure(c, a) }

// sum is an amount with its currency, such as EUR 1,937.00.
func sum(c money.Currency, a money.Amount) string { return c.Code + " " + figure(c, a) }

// plain is an amount as it is typed.
func plain(c money.Currency, a money.Amount) string { return price.Local().Plain(c, a) }

// parse reads an amount that somebody typed.
func parse(c money.Currency, text string) (money.Amount, error) { return price.Local().Parse(c, text) }
