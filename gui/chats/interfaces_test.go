package chats

import (
	"restante/messaging/chat"
	"restante/messaging/contact"
)

var (
	_ Chats  = (*chat.Service)(nil)
	_ People = (*contact.Service)(nil)
)
