package welcome

import (
	"errors"

	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging"
	"restante/messaging/profile"
	"restante/node/vault"
)

// Problem says an error in the user's language.
func Problem(err error) string {
	for _, k := range []struct {
		err  error
		word string
	}{
		{profile.ErrTooLarge, lang.L("This file is larger than 8 MiB.")},
		{profile.ErrTooManyPx, lang.L("This picture has more than 40 million pixels.")},
		{profile.ErrFormat, lang.L("This is no picture that can be read: JPEG, PNG, GIF and WebP can.")},
		{vault.ErrWrongPassphrase, lang.L("This is not the passphrase.")},
		{vault.ErrKeyring, lang.L("The keyring of this computer did not answer as it should.")},
		{vault.ErrPassphraseNeeded, lang.L("Please type the passphrase.")},
		{vault.ErrFull, lang.L("The disk is full.")},
		{vault.ErrReadOnly, lang.L("The data folder cannot be written.")},
		{vault.ErrNewer, lang.L("The data folder was written by a newer version of Restante. Please use that one.")},
		{vault.ErrKeyMissing, lang.L("The data folder has a database, but its key file vault.key is missing.")},
		{vault.ErrKeyBroken, lang.L("The key file vault.key of the data folder cannot be read.")},
		{vault.ErrCorrupt, lang.L("The database is damaged. Nothing in it was changed.")},
		{messaging.ErrOwnNode, lang.L("This is your own peer ID: a push node is another machine.")},
		{messaging.ErrNodeAddr, lang.L("This is no link of a push node, and no address of one: that ends in /p2p/ and a peer ID.")},
	} {
		if errors.Is(err, k.err) {
			return k.word
		}
	}
	return widget.Brief(err.Error())
}
