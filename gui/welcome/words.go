package welcome

import (
	"errors"

	"fyne.io/fyne/v2/lang"

	"restante/gui/widget"
	"restante/messaging"
	"restante/messaging/profile"
	"restante/node/backup"
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
		{vault.ErrTaken, lang.L("The data folder has messages already. A backup needs an empty one.")},
		{backup.ErrPassphrase, lang.L("This passphrase does not open the backup.")},
		{backup.ErrNoBackup, lang.L("This file is no backup of Restante.")},
		{backup.ErrNewer, lang.L("This backup was made by a newer version of Restante. Please use that one.")},
		{vault.ErrCorrupt, lang.L("The database is damaged. Nothing in it was changed.")},
		{messaging.ErrOwnNode, lang.L("This is your own peer ID: a push node is another machine.")},
		{messaging.ErrNodeAddr, lang.L("This is no link of a push node, and no address of one: that ends in /p2p/ and a peer ID.")},
	} {
		if errors.Is(err, k.err) {
			return k.word
		}
	}
	var d *backup.DamagedError
	if errors.As(err, &d) {
		return lang.L("The backup is damaged, in its part “{{.Part}}”. Nothing was taken from it.", map[string]any{"Part": d.Part})
	}
	return widget.Brief(err.Error())
}
