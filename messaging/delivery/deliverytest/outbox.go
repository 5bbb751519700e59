package deliverytest

import (
	"context"
	"sync"

	"restante/node/vault"
	"restante/offline/outbox"
)

// Outbox is one that never sends.
type Outbox struct {
	*outbox.Outbox
	mu    sync.Mutex
	added []outbox.Parcel
	gone  []string
}

// Add keeps a parcel and notes it.
func (o *Outbox) Add(tx *vault.Tx, p outbox.Parcel) error {
	o.mu.Lock()
	o.added = append(o.added, p)
	o.mu.Unlock()
	return o.Outbox.Add(tx, p)
}

// Replace is Done and Add, and notes the new parcel alone.
func (o *Outbox) Replace(tx *vault.Tx, p outbox.Parcel) error {
	if err := o.Outbox.Done(tx, p.Ref); err != nil {
		return err
	}
	return o.Add(tx, p)
}

// Done lets a parcel go and notes its ref.
func (o *Outbox) Done(tx *vault.Tx, ref string) error {
	o.mu.Lock()
	o.gone = append(o.gone, ref)
	o.mu.Unlock()
	return o.Outbox.Done(tx, ref)
}

// HandOver has nobody to hand anything to.
func (o *Outbox) HandOver(context.Context) error { return nil }

// Take gives what was noted since the last time.
func (o *Outbox) Take() []outbox.Parcel {
	o.mu.Lock()
	defer o.mu.Unlock()
	all := o.added
	o.added = nil
	return all
}

// Gone are the refs of the parcels that are done.
func (o *Outbox) Gone() []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.gone
}
