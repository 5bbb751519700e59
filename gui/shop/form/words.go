package form

import (
	"errors"

	"fyne.io/fyne/v2/lang"

	"restante/gui/shop/price"
	"restante/gui/widget"
	"restante/messaging/attachment"
	"restante/messaging/money"
	"restante/messaging/order"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
	"restante/messaging/storefront/terms"
)

// ErrAmount is a number that was typed and is none.
var ErrAmount = errors.New("this is not a number")

// Why says why a field is refused, in the user's language.
func Why(err error) string {
	var two *price.Twofold
	if errors.As(err, &two) {
		return two.Question()
	}
	for _, k := range []struct {
		err  error
		word string
	}{
		{listing.ErrMissing, lang.L("This is missing.")},
		{listing.ErrLong, lang.L("This is too long.")},
		{listing.ErrText, lang.L("There are characters in it that cannot be shown.")},
		{listing.ErrMany, lang.L("These are too many.")},
		{listing.ErrTwice, lang.L("This is there twice.")},
		{listing.ErrUnknown, lang.L("This names something that is not there.")},
		{listing.ErrUnfit, lang.L("This does not fit what is sold.")},
		{listing.ErrRange, lang.L("This number is too small or too large.")},
		{listing.ErrSlug, lang.L("Only a to z, 0 to 9 and single hyphens.")},
		{listing.ErrRegion, lang.L("Countries have two letters, such as DE; US-CA is a part of one, and * everything else.")},
		{listing.ErrPeer, lang.L("This is not a peer ID.")},
		{listing.ErrPicture, lang.L("This picture cannot be used.")},
		{listing.ErrCurrency, lang.L("This is not a currency.")},
		{money.ErrCurrency, lang.L("This is not a currency.")},
		{money.ErrAmount, lang.L("This is not an amount, such as 12.50.")},
		{money.ErrOverflow, lang.L("This amount is too large.")},
		{money.ErrNegative, lang.L("This number is too small or too large.")},
		{ErrAmount, lang.L("This is not a number.")},
	} {
		if errors.Is(err, k.err) {
			return k.word
		}
	}
	var large *listing.TooLarge
	if errors.As(err, &large) {
		return whyLarge(*large)
	}
	var moved *storefront.MovedError
	if errors.As(err, &moved) {
		return whyMoved(*moved)
	}
	return widget.Brief(err.Error())
}

// whyMoved says what became of the pieces that were seen.
func whyMoved(e storefront.MovedError) string {
	if e.Free > e.Seen {
		return lang.L("More came in meanwhile: there are {{.Free}} now. Look at the number and save again.", map[string]any{"Free": e.Free})
	}
	gone := e.Seen - e.Free
	return lang.N("{{.N}} were ordered meanwhile: {{.Free}} are left. Look at the number and save again.", int(gone), map[string]any{"N": gone, "Free": e.Free})
}

// whyLarge says how much too large something is.
func whyLarge(e listing.TooLarge) string {
	kib := func(n int) int { return (n + 1023) >> 10 }
	return lang.L("It takes {{.Size}} KiB, and at most {{.Most}} can be published. Shorten its texts, or leave something out.", map[string]any{"Size": kib(e.Size), "Most": kib(e.Most)})
}

// Problem says an error of a shop in the user's language; others are said as they are.
func Problem(err error) string {
	for _, k := range []struct {
		err  error
		word string
	}{
		{storefront.ErrNoShop, lang.L("There is no shop yet: give it a name and a currency first.")},
		{storefront.ErrNoItem, lang.L("This listing is gone.")},
		{storefront.ErrFull, lang.L("The shop has as many listings as it can have.")},
		{storefront.ErrCurrency, lang.L("Listings are in another currency: make drafts of them first.")},
		{storefront.ErrProfile, lang.L("The shop has no shipping profile of this name.")},
		{storefront.ErrPhoto, lang.L("A photo is missing: add it again.")},
		{storefront.ErrKey, lang.L("A licence key is one line of at most 500 bytes.")},
		{storefront.ErrNoKey, lang.L("There is no such key left: it was never there, or an order has it.")},
		{storefront.ErrGoods, lang.L("All files of the shop together are too large for push nodes.")},
		{attachment.ErrTooLarge, lang.L("The file is larger than 100 MiB.")},
		{storefront.ErrNotHere, lang.L("This shop has not been visited yet, and cannot be reached now.")},
		{storefront.ErrForeign, lang.L("What came is not what the shop's owner published.")},
		{storefront.ErrLink, lang.L("This is no link to a shop.")},
		{storefront.ErrTable, lang.L("This is not a table with a row of column names, a title and a price among them.")},
		{terms.ErrShipping, lang.L("It is not shipped there.")},
		{terms.ErrCode, lang.L("The code does not fit this order.")},
		{terms.ErrCart, lang.L("There is nothing in the cart.")},
		{terms.ErrVariant, lang.L("Choose one that there is.")},
		{order.ErrSelf, lang.L("This is your own shop.")},
		{order.ErrAddress, lang.L("The address is not complete.")},
		{order.ErrTooLarge, lang.L("The order is too long for one message: take something out of it.")},
	} {
		if errors.Is(err, k.err) {
			return k.word
		}
	}
	var at *listing.Invalid
	if errors.As(err, &at) {
		return at.Field + ": " + Why(at.Why)
	}
	return Why(err)
}
