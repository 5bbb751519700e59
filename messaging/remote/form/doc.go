// Package form writes Go values as JSON and reads them again, exactly: what is read is
// what was written, nil and empty told apart, or an error.
//
//	c, err := form.New(form.Known{Errors: map[string]error{"chat.ErrSelf": chat.ErrSelf}, Types: map[string]any{"event.Confirm": event.Confirm{}}})
//	b, err := c.Append(nil, reflect.ValueOf(message))
//	d := c.Decoder(bytes.NewReader(b))
//	err = d.Read(reflect.ValueOf(&message).Elem())
//
// # The form
//
//   - a struct is an object of all its fields, in the order and by the names of the type;
//     an embedded one has the name of its type
//   - a slice or an array is an array, a map an array of pairs in the order of their keys;
//     nil of each is null, as is a nil pointer
//   - bytes, in a slice or an array, are base64
//   - peer IDs, CIDs, multiaddresses and times have their own text, and "" is their zero
//   - a string is a string; one that is not UTF-8 is {"bytes":"base64"}, since JSON has none
//   - an interface is {"kind":name,"value":...}, by the names of [Known]
//   - an error is a tree, see [Said]
//   - a value of a type that goes [Through] another one is what it makes of itself there
//
// # Why
//
// encoding/json alone is not exact: it drops what is not exported, replaces bytes that are
// no UTF-8, takes any order and leaves out what is missing, and cannot read an interface, a
// peer ID that is empty, or a map whose keys are structs. Both sides are the same program
// here, so any difference is a fault, and a strict reader finds it. It also bounds
// memory: nothing is made of less than its bytes, so that a small body cannot become many
// large structs.
//
// Times keep their offset, not the rules of their zone.
package form
