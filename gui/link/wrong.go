package link

import (
	"encoding/base64"
	"errors"

	"fyne.io/fyne/v2/lang"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/gui/qr"
	"restante/messaging"
	"restante/messaging/card"
	"restante/node/record"
)

// Person checks a text that should lead to a person.
func Person(text string) error {
	_, err := card.ParseLink(text)
	return err
}

// Machine checks a text that should lead to a push node.
func Machine(text string) error {
	if _, err := peer.AddrInfoFromString(text); err == nil {
		return nil
	}
	return Person(text)
}

// Problem says what is wrong with a link or its picture; "" for other errors.
func Problem(err error) string {
	if s := faulty(err); s != "" {
		return s
	}
	return first(err, []sentence{
		{qr.ErrLarge, lang.L("This picture is too large: at most 8 MiB and 40 megapixels.")},
		{qr.ErrPicture, lang.L("This file is no picture that can be read: PNG, JPEG, GIF and WebP can.")},
		{qr.ErrNone, lang.L("No QR code can be read in this picture. One that is sharper, or shows the code larger, may do.")},
		{qr.ErrSeveral, lang.L("There are several QR codes in this picture. Cut it down to one.")},
		{errElsewhere, lang.L("The QR code in this picture holds no Restante link.")},
		{messaging.ErrNowhere, lang.L("This link does not say where the machine is. Ask for the address of the push node.")},
		{messaging.ErrNodeAddr, lang.L("This is no address of a push node: it ends in /p2p/ and a peer ID.")},
		{card.ErrLink, lang.L("This is neither a Restante link nor a peer ID.")},
	})
}

// faulty says what is wrong with a link that was one of ours.
func faulty(err error) string {
	s := first(err, []sentence{
		{record.ErrForged, lang.L("The signature of this link is wrong: somebody changed it. Ask for it again.")},
		{record.ErrFuture, lang.L("This link is dated more than a day ahead. Is the clock of one of you wrong?")},
		{card.ErrForeign, lang.L("This link was made by another version of Restante. Bring both of yours up to date.")},
		{card.ErrLong, lang.L("This is longer than any Restante link. Paste the link alone.")},
		{record.ErrTooLarge, lang.L("This is longer than any Restante link. Paste the link alone.")},
		{card.ErrCard, lang.L("This link is incomplete or damaged. Copy all of it.")},
	})
	if letter := base64.CorruptInputError(0); s == "" && errors.Is(err, card.ErrLink) && errors.As(err, &letter) {
		return lang.L("This link is incomplete or damaged. Copy all of it.")
	}
	return s
}

// sentence says an error in the user's language.
type sentence struct {
	err  error
	said string
}

func first(err error, all []sentence) string {
	for _, s := range all {
		if errors.Is(err, s.err) {
			return s.said
		}
	}
	return ""
}
