"""The field form as an XLSForm for ODK and Kobo: its questions, the mission's own choices, the workbook."""
