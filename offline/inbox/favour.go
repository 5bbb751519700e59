package inbox

import (
	"context"
	"slices"

	"restante/offline/deposit"
)

// favour tells the push node for whom it shall keep a part of the mailbox, if
// that is other than it was told in this session.
func (w *watcher) favour(ctx context.Context) error {
	if w.Friends == nil {
		return nil
	}
	friends, err := w.Friends(ctx)
	if err != nil {
		return err
	}
	friends = friends[:min(len(friends), deposit.MaxFavours)]
	if w.told && slices.Equal(friends, w.friends) {
		return nil
	}
	ctx, done := context.WithTimeout(ctx, callLimit)
	defer done()
	if err := w.Push.Favour(ctx, w.info, w.Mailbox, friends); err != nil {
		return err
	}
	w.told, w.friends = true, friends
	return nil
}
