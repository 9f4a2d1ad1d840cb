"""Files that people open, made from a published release alone: workbooks, pages, sheets of communes, CSV for Excel."""
