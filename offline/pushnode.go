package offline

import (
	"embed"
	"errors"

	"restante/node"
	"restante/node/ipfs"
	"restante/node/vault"
	"restante/offline/pointer"
	"restante/offline/push"
)

//go:embed schema/*.sql
var schema embed.FS

// PushNodeSchemas are the tables of a push node besides those of the node itself.
var PushNodeSchemas = []vault.Schema{push.Schema, pointer.Schema, {Name: "pushnode", FS: schema}}

// PushNodeStores are the blocks that whoever keeps mail serves besides those of the
// node.
func PushNodeStores(n *node.Node) []ipfs.Store { return []ipfs.Store{push.Blocks{Vault: n.Vault}} }

// AuditPushNode checks a stopped push node; it returns one line a finding.
func AuditPushNode(tx *vault.Tx) ([]string, error) {
	findings, err := push.Audit(tx)
	more, e := pointer.Audit(tx)
	return append(findings, more...), errors.Join(err, e)
}

// PushNode is a [Keeper] that holds pointers for anybody besides.
type PushNode struct {
	*Keeper
	holder *pointer.Holder
}

// OpenPushNode begins to serve on an open node. Close it before the node.
func OpenPushNode(n *node.Node, l push.Limits) (*PushNode, error) {
	k, err := OpenKeeper(n, l)
	if err != nil {
		return nil, err
	}
	h, err := pointer.NewHolder(pointer.HolderOptions{Vault: n.Vault, Host: n.Host, Bus: n.Bus, Log: n.Log})
	if err != nil {
		return nil, errors.Join(err, k.Close())
	}
	return &PushNode{Keeper: k, holder: h}, nil
}

// Close takes no more calls, and returns when all that was promised is on disk.
func (p *PushNode) Close() error { return errors.Join(p.holder.Close(), p.Keeper.Close()) }
