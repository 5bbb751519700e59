package remote

import (
	"context"
	"sync"

	"restante/messaging"
	"restante/messaging/attachment"
	"restante/messaging/card"
	"restante/messaging/chat"
	"restante/messaging/contact"
	"restante/messaging/money"
	"restante/messaging/order"
	"restante/messaging/order/event"
	"restante/messaging/order/machine"
	"restante/messaging/order/pay"
	"restante/messaging/profile"
	"restante/messaging/remote/form"
	"restante/messaging/settings"
	"restante/messaging/storefront"
	"restante/messaging/storefront/listing"
	"restante/messaging/storefront/terms"
	"restante/messaging/webhook"
	"restante/node/durable"
	"restante/node/p2p"
	"restante/node/record"
	"restante/node/vault"
	"restante/offline/inbox"
	"restante/offline/provider/depot"
	"restante/offline/storage"
)

// sentinels are the errors that a window tells apart. What is not here keeps its text.
var sentinels = map[string]error{
	"context.Canceled": context.Canceled, "context.DeadlineExceeded": context.DeadlineExceeded,
	"card.ErrCard": card.ErrCard, "card.ErrForeign": card.ErrForeign, "card.ErrLarge": card.ErrLarge, "card.ErrLink": card.ErrLink,
	"card.ErrLong": card.ErrLong, "card.ErrName": card.ErrName,
	"chat.ErrKeyUsed": chat.ErrKeyUsed, "chat.ErrNoMessage": chat.ErrNoMessage, "chat.ErrNotAgain": chat.ErrNotAgain,
	"chat.ErrNotUTF8": chat.ErrNotUTF8, "chat.ErrSelf": chat.ErrSelf, "chat.ErrSubjectTooLong": chat.ErrSubjectTooLong, "chat.ErrTooLong": chat.ErrTooLong,
	"contact.ErrBlocked": contact.ErrBlocked, "contact.ErrCode": contact.ErrCode, "contact.ErrManyOut": contact.ErrManyOut,
	"contact.ErrName": contact.ErrName, "contact.ErrNumber": contact.ErrNumber, "contact.ErrOther": contact.ErrOther,
	"contact.ErrOwnCode": contact.ErrOwnCode, "contact.ErrSelf": contact.ErrSelf, "contact.ErrThemselves": contact.ErrThemselves, "contact.ErrUnknown": contact.ErrUnknown,
	"depot.ErrAuth": depot.ErrAuth, "depot.ErrNoPlace": depot.ErrNoPlace, "depot.ErrNotFound": depot.ErrNotFound,
	"depot.ErrPermanent": depot.ErrPermanent, "depot.ErrQuota": depot.ErrQuota, "depot.ErrTransient": depot.ErrTransient,
	"durable.ErrDiskFull": durable.ErrDiskFull,
	"inbox.ErrNoNode":     inbox.ErrNoNode, "inbox.ErrTooManyNodes": inbox.ErrTooManyNodes,
	"listing.ErrCurrency": listing.ErrCurrency, "listing.ErrLong": listing.ErrLong, "listing.ErrMany": listing.ErrMany,
	"listing.ErrMissing": listing.ErrMissing, "listing.ErrPeer": listing.ErrPeer, "listing.ErrPicture": listing.ErrPicture,
	"listing.ErrRange": listing.ErrRange, "listing.ErrRegion": listing.ErrRegion, "listing.ErrSlug": listing.ErrSlug,
	"listing.ErrText": listing.ErrText, "listing.ErrTwice": listing.ErrTwice, "listing.ErrUnfit": listing.ErrUnfit, "listing.ErrUnknown": listing.ErrUnknown,
	"messaging.ErrNoAnswer": messaging.ErrNoAnswer, "messaging.ErrNodeAddr": messaging.ErrNodeAddr,
	"messaging.ErrNowhere": messaging.ErrNowhere, "messaging.ErrOwnNode": messaging.ErrOwnNode,
	"money.ErrAmount": money.ErrAmount, "money.ErrCurrency": money.ErrCurrency, "money.ErrNegative": money.ErrNegative, "money.ErrOverflow": money.ErrOverflow,
	"attachment.ErrTooLarge": attachment.ErrTooLarge, "order.ErrPaper": order.ErrPaper, "order.ErrHead": order.ErrHead, "order.ErrInvoice": order.ErrInvoice, "order.ErrPolicy": order.ErrPolicy, "order.ErrTaken": order.ErrTaken,
	"order.ErrAddress": order.ErrAddress, "order.ErrFull": order.ErrFull, "order.ErrNoOrder": order.ErrNoOrder, "order.ErrSelf": order.ErrSelf,
	"order.ErrTooLarge": order.ErrTooLarge, "order.ErrUnderWay": order.ErrUnderWay, "order.ErrWords": order.ErrWords,
	"profile.ErrFormat": profile.ErrFormat, "profile.ErrTooLarge": profile.ErrTooLarge, "profile.ErrTooManyPx": profile.ErrTooManyPx,
	"record.ErrForged": record.ErrForged, "record.ErrFuture": record.ErrFuture, "record.ErrTooLarge": record.ErrTooLarge,
	"remote.ErrBrowser":     ErrBrowser,
	"settings.ErrHoldQuota": settings.ErrHoldQuota,
	"pay.ErrAmount":         pay.ErrAmount, "pay.ErrInvoice": pay.ErrInvoice, "pay.ErrLink": pay.ErrLink, "pay.ErrLong": pay.ErrLong, "pay.ErrMissing": pay.ErrMissing, "pay.ErrOnce": pay.ErrOnce,
	"storage.ErrElsewhere": storage.ErrElsewhere, "storage.ErrSame": storage.ErrSame,
	"storage.ErrSettings": storage.ErrSettings, "storage.ErrTooMany": storage.ErrTooMany, "storage.ErrUnknown": storage.ErrUnknown,
	"storefront.ErrCell": storefront.ErrCell, "storefront.ErrGoods": storefront.ErrGoods, "storefront.ErrKey": storefront.ErrKey,
	"storefront.ErrCurrency": storefront.ErrCurrency, "storefront.ErrForeign": storefront.ErrForeign, "storefront.ErrFull": storefront.ErrFull,
	"storefront.ErrLink": storefront.ErrLink, "storefront.ErrNoItem": storefront.ErrNoItem, "storefront.ErrNoKey": storefront.ErrNoKey, "storefront.ErrNoPage": storefront.ErrNoPage,
	"storefront.ErrNoShop": storefront.ErrNoShop, "storefront.ErrNotHere": storefront.ErrNotHere, "storefront.ErrOrphan": storefront.ErrOrphan,
	"storefront.ErrPhoto": storefront.ErrPhoto, "storefront.ErrProfile": storefront.ErrProfile, "storefront.ErrTable": storefront.ErrTable,
	"terms.ErrCart": terms.ErrCart, "terms.ErrCode": terms.ErrCode, "terms.ErrShipping": terms.ErrShipping, "terms.ErrVariant": terms.ErrVariant,
	"vault.ErrCorrupt": vault.ErrCorrupt, "vault.ErrFull": vault.ErrFull, "vault.ErrReadOnly": vault.ErrReadOnly,
	"vault.ErrWrongPassphrase": vault.ErrWrongPassphrase,
	"webhook.ErrFar":           webhook.ErrFar, "webhook.ErrMany": webhook.ErrMany, "webhook.ErrNoHook": webhook.ErrNoHook, "webhook.ErrOwn": webhook.ErrOwn,
	"webhook.ErrURL": webhook.ErrURL, "webhook.ErrAbout": webhook.ErrAbout,
}

// kinds are the types that stand behind interfaces: what is said about an order, the
// errors that carry more than a text, and the events of the bus.
var kinds = map[string]any{
	"order.Order": event.Order{}, "order.Confirm": event.Confirm{}, "order.Failure": event.Failure{}, "order.Decline": event.Decline{},
	"order.Cancel": event.Cancel{}, "order.Unpaid": event.Unpaid{}, "order.Noted": event.Noted{}, "order.Paid": event.Paid{},
	"order.Refund": event.Refund{}, "order.Ship": event.Ship{}, "order.Deliver": event.Deliver{}, "order.Complete": event.Complete{},
	"order.Rate": event.Rate{}, "order.Reply": event.Reply{}, "order.Dispute": event.Dispute{}, "order.Answer": event.Answer{},
	"order.Message": event.Message{}, "order.Decision": event.Decision{},
	"order.Return": event.Return{}, "order.Allow": event.Allow{}, "order.Refuse": event.Refuse{}, "order.Receive": event.Receive{},

	"machine.Reason": machine.Reason(""), "depot.RateLimited": &depot.RateLimited{},
	"listing.Invalid": &listing.Invalid{}, "listing.TooLarge": &listing.TooLarge{}, "storefront.CellError": &storefront.CellError{}, "storefront.MovedError": &storefront.MovedError{},

	"chat.MessageChanged": chat.MessageChanged{}, "chat.ConversationChanged": chat.ConversationChanged{},
	"chat.ExpiresSoon": chat.ExpiresSoon{}, "chat.Typing": chat.Typing{},
	"contact.Changed": contact.Changed{}, "contact.NewDevice": contact.NewDevice{},
	"profile.Changed": profile.Changed{}, "settings.Changed": settings.Changed{}, "storage.Changed": storage.Changed{},
	"storefront.Changed": storefront.Changed{}, "storefront.Published": storefront.Published{}, "storefront.Visited": storefront.Visited{}, "storefront.RanLow": storefront.RanLow{},
	"order.Changed": order.Changed{}, "order.Arrived": order.Arrived{}, "order.Refused": order.Refused{},
	"messaging.NodesChanged": messaging.NodesChanged{}, "webhook.Paused": webhook.Paused{},
	"p2p.PeerConnected": p2p.PeerConnected{}, "p2p.PeerDisconnected": p2p.PeerDisconnected{},
	"p2p.DHTReached": p2p.DHTReached{}, "p2p.NetworkChanged": p2p.NetworkChanged{},

	"remote.Hello": Hello{}, "remote.beat": beat{}, "remote.lost": lost{},
}

// codec writes all that goes over the network. A state goes as the events that it was made
// of, so that its rules say the same on both sides.
var codec = sync.OnceValue(func() *form.Codec {
	c, err := form.New(form.Known{Errors: sentinels, Types: kinds, Through: []form.Through{form.As(machine.State.Tell, machine.Told.State)}})
	if err != nil {
		panic(err) // a table of this package is wrong, and every test makes it
	}
	return c
})

// Known tells whether an error has a name on the network, such as "chat.ErrSelf".
func Known(name string) bool { return sentinels[name] != nil }
