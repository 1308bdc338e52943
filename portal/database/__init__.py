"""What a database of ours is opened, written and migrated with; it knows no table.

The portal and the adviser's room have a database each. They share this and nothing that lies in it.
"""
