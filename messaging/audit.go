package messaging

import (
	"restante/messaging/chat"
	"restante/messaging/delivery"
	"restante/node/ipfs"
	"restante/node/vault"
	"restante/offline/outbox"
	"restante/offline/pointer"
)

// Audit checks a stopped user's folder: each accepted message is exactly one of
// under way with a next step, receipted, failed or expired, and each file and
// parcel has an owner. It returns one line a finding.
func Audit(tx *vault.Tx, folder *ipfs.Folder) (findings []string, err error) {
	for _, audit := range []func(*vault.Tx) ([]string, error){
		func(tx *vault.Tx) ([]string, error) { return outbox.Audit(tx, folder) }, delivery.Audit, chat.Audit, pointer.Audit,
	} {
		f, err := audit(tx)
		if err != nil {
			return nil, err
		}
		findings = append(findings, f...)
	}
	return findings, nil
}
