package ucan

import (
	"github.com/ipld/go-ipld-prime/datamodel"
	"github.com/ipld/go-ipld-prime/fluent/qp"
	"github.com/ipld/go-ipld-prime/node/basicnode"
)

// entry is one value of a map that is written.
type entry struct {
	name  string
	value qp.Assemble
}

func build(entries ...entry) datamodel.Node {
	n, err := qp.BuildMap(basicnode.Prototype.Map, int64(len(entries)), func(m datamodel.MapAssembler) {
		for _, e := range entries {
			qp.MapEntry(m, e.name, e.value)
		}
	})
	if err != nil {
		panic(err) // a name twice
	}
	return n
}

// get follows names into maps that somebody else wrote; nil if there is no such way.
func get(n datamodel.Node, path ...string) datamodel.Node {
	for _, name := range path {
		if n == nil {
			return nil
		}
		below, err := n.LookupByString(name)
		if err != nil {
			return nil
		}
		n = below
	}
	return n
}

// The values at a way into maps; what is missing or of another sort is the zero value.

func text(n datamodel.Node, path ...string) string {
	if n = get(n, path...); n == nil {
		return ""
	}
	s, _ := n.AsString()
	return s
}

func octets(n datamodel.Node, path ...string) []byte {
	if n = get(n, path...); n == nil {
		return nil
	}
	b, _ := n.AsBytes()
	return b
}

func number(n datamodel.Node, path ...string) int64 {
	if n = get(n, path...); n == nil {
		return 0
	}
	i, _ := n.AsInt()
	return i
}

func link(n datamodel.Node, path ...string) datamodel.Link {
	if n = get(n, path...); n == nil {
		return nil
	}
	l, _ := n.AsLink()
	return l
}

// items are those of a list; none if it is none.
func items(n datamodel.Node) []datamodel.Node {
	if n == nil || n.Kind() != datamodel.Kind_List {
		return nil
	}
	var all []datamodel.Node
	for i := n.ListIterator(); !i.Done(); {
		_, item, err := i.Next()
		if err != nil {
			return nil
		}
		all = append(all, item)
	}
	return all
}
