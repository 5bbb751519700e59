package messaging

import (
	"restante/messaging/chat"
	"restante/messaging/delivery"
	"restante/messaging/order"
	"restante/messaging/profile"
	"restante/messaging/storefront"
	"restante/messaging/webhook"
	"restante/node/ipfs"
	"restante/node/vault"
	"restante/offline"
	"restante/offline/outbox"
)

// Audit checks a stopped user's folder: each accepted message is exactly one of
// under way with a next step, receipted, failed or expired, and each file and
// parcel has an owner; what lies here for others is whole. It returns one line a
// finding.
func Audit(tx *vault.Tx, folder *ipfs.Folder) (findings []string, err error) {
	for _, audit := range []func(*vault.Tx) ([]string, error){
		func(tx *vault.Tx) ([]string, error) { return outbox.Audit(tx, folder) }, delivery.Audit, profile.Audit, chat.Audit,
		storefront.Audit, order.Audit, webhook.Audit, offline.AuditPushNode,
	} {
		f, err := audit(tx)
		if err != nil {
			return nil, err
		}
		findings = append(findings, f...)
	}
	return findings, nil
}
