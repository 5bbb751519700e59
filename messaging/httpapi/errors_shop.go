package httpapi

import (
	"errors"
	"net/http"

	"restante/messaging/attachment"
	"restante/messaging/money"
	"restante/messaging/order"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/messaging/order/statement"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
	"restante/messaging/storefront/terms"
	"restante/messaging/webhook"
)

// told gives errors their meaning in HTTP whose whole text is for the caller: where in
// what was sent something is wrong.
var told = []struct {
	err    error
	status int
}{
	{storefront.ErrNoShop, http.StatusNotFound},
	{storefront.ErrNoItem, http.StatusNotFound},
	{storefront.ErrNoPage, http.StatusNotFound},
	{storefront.ErrNotHere, http.StatusNotFound},
	{storefront.ErrForeign, http.StatusBadGateway},
	{storefront.ErrFull, http.StatusConflict},
	{storefront.ErrCurrency, http.StatusConflict},
	{storefront.ErrProfile, http.StatusConflict},
	{storefront.ErrPhoto, http.StatusBadRequest},
	{storefront.ErrPieces, http.StatusBadRequest},
	{storefront.ErrKey, http.StatusBadRequest},
	{storefront.ErrNoKeys, http.StatusConflict},
	{storefront.ErrNoKey, http.StatusNotFound},
	{storefront.ErrSoldOut, http.StatusConflict},
	{storefront.ErrFile, http.StatusBadRequest},
	{storefront.ErrNoFile, http.StatusNotFound},
	{storefront.ErrGoods, http.StatusConflict},
	{attachment.ErrTooLarge, http.StatusRequestEntityTooLarge},
	{attachment.ErrDamaged, http.StatusBadGateway},
	{storefront.ErrTable, http.StatusBadRequest},
	{storefront.ErrColumn, http.StatusBadRequest},
	{storefront.ErrOrphan, http.StatusBadRequest},
	{storefront.ErrCell, http.StatusBadRequest},
	{listing.ErrTooLarge, http.StatusBadRequest},
	{listing.ErrMissing, http.StatusBadRequest},
	{listing.ErrLong, http.StatusBadRequest},
	{listing.ErrText, http.StatusBadRequest},
	{listing.ErrMany, http.StatusBadRequest},
	{listing.ErrTwice, http.StatusBadRequest},
	{listing.ErrUnknown, http.StatusBadRequest},
	{listing.ErrUnfit, http.StatusBadRequest},
	{listing.ErrRange, http.StatusBadRequest},
	{listing.ErrSlug, http.StatusBadRequest},
	{listing.ErrRegion, http.StatusBadRequest},
	{listing.ErrPeer, http.StatusBadRequest},
	{listing.ErrPicture, http.StatusBadRequest},
	{listing.ErrCurrency, http.StatusBadRequest},
	{money.ErrCurrency, http.StatusBadRequest},
	{money.ErrAmount, http.StatusBadRequest},
	{money.ErrOverflow, http.StatusBadRequest},
	{money.ErrNegative, http.StatusBadRequest},
	{terms.ErrCart, http.StatusBadRequest},
	{terms.ErrListing, http.StatusConflict},
	{terms.ErrVariant, http.StatusBadRequest},
	{terms.ErrCurrency, http.StatusConflict},
	{terms.ErrShipping, http.StatusBadRequest},
	{terms.ErrCode, http.StatusBadRequest},
	{terms.ErrTerms, http.StatusBadRequest},
	{order.ErrNoOrder, http.StatusNotFound},
	{order.ErrNoEvent, http.StatusNotFound},
	{order.ErrSelf, http.StatusBadRequest},
	{order.ErrAddress, http.StatusBadRequest},
	{order.ErrTooLarge, http.StatusBadRequest},
	{order.ErrWords, http.StatusBadRequest},
	{order.ErrPolicy, http.StatusBadRequest},
	{order.ErrFilter, http.StatusBadRequest},
	{order.ErrKeyUsed, http.StatusConflict},
	{order.ErrUnderWay, http.StatusConflict},
	{order.ErrFull, http.StatusConflict},
	{order.ErrInvoice, http.StatusConflict},
	{order.ErrPaper, http.StatusConflict},
	{order.ErrHead, http.StatusBadRequest},
	{statement.ErrLimit, http.StatusBadRequest},
	{statement.ErrHead, http.StatusBadRequest},
	{statement.ErrDays, http.StatusBadRequest},
	{statement.ErrNumbers, http.StatusBadRequest},
	{event.ErrLimit, http.StatusBadRequest},
	{event.ErrText, http.StatusBadRequest},
	{event.ErrPeople, http.StatusBadRequest},
	{event.ErrMalformed, http.StatusBadRequest},
	{webhook.ErrNoHook, http.StatusNotFound},
	{webhook.ErrNoDelivery, http.StatusNotFound},
	{webhook.ErrMany, http.StatusConflict},
	{webhook.ErrURL, http.StatusBadRequest},
	{webhook.ErrOwn, http.StatusBadRequest},
	{webhook.ErrFar, http.StatusBadRequest},
	{webhook.ErrAbout, http.StatusBadRequest},
	{webhook.ErrType, http.StatusBadRequest},
	{webhook.ErrSecret, http.StatusBadRequest},
}

// reached is for calls that ask the network: what they fail by is not ours to mend.
func reached(err error) error {
	if err == nil {
		return nil
	}
	if status, reason := explain(err); status != http.StatusInternalServerError {
		return &problem{status, reason}
	}
	return &problem{http.StatusBadGateway, err.Error()}
}

// notNow is why something may not be said about an order.
func notNow(err error) bool {
	var why machine.Reason
	return errors.As(err, &why)
}
