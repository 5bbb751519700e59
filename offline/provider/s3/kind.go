package s3

import (
	"time"

	"restante/offline/provider/depot"
)

// The fields of an account.
const (
	endpoint  = "endpoint"
	region    = "region"
	bucket    = "bucket"
	accessKey = "accessKey"
	secretKey = "secretKey"
	prefix    = "prefix"
	addresses = "addresses"
	publicURL = "publicURL"

	presigned = "presigned"
	public    = "public"
)

// week is the longest that S3 lets a presigned address last.
const week = 7 * 24 * time.Hour

// Kind describes S3-compatible storage.
var Kind = depot.Kind{
	Name:  "s3",
	Title: "S3-compatible storage",
	About: "A bucket at Amazon, Backblaze, Cloudflare, Hetzner, or on your own server with versitygw or MinIO. " +
		"Turn versioning off, or deleted messages stay in the bucket.",
	Sees: []string{
		"The service sees when you leave and remove blocks, how many there are, and from which internet address.",
		"It sees the internet address of everybody who fetches one, and when.",
		"A recipient sees the service, the bucket, and with presigned addresses the name of the access key.",
		"Nobody there can read a block, or see who wrote it.",
	},
	Fields: fields,
	Limits: limits,
	Open:   Open,
	Where:  where,
}

var fields = []depot.Field{
	{Name: endpoint, Label: "Endpoint", Place: true, Hint: "https://s3.eu-central-1.amazonaws.com"},
	{Name: region, Label: "Region", Hint: "eu-central-1", Optional: true},
	{Name: bucket, Label: "Bucket", Place: true, Hint: "It must exist already"},
	{Name: accessKey, Label: "Access key"},
	{Name: secretKey, Label: "Secret key", Secret: true},
	{Name: prefix, Label: "Folder in the bucket", Hint: "restante/", Optional: true, Place: true},
	{Name: addresses, Label: "Addresses", Choices: []string{presigned, public},
		Hint: "Presigned: the bucket stays closed, and addresses are renewed within 7 days while you are on. " +
			"Public: everybody may read, but not list, the objects of the folder"},
	{Name: publicURL, Label: "Public address of the bucket", Hint: "https://files.example.org", Optional: true},
}

var limits = depot.Limits{MaxBlock: depot.MaxBlock, Writers: 8, AddrsLast: week, Deadline: 30 * time.Second}
