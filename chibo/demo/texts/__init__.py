"""The words of the demonstration: months, fields of work, remarks. All made up."""
